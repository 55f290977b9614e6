import { EyeInvisibleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Segmented, Select } from 'antd';
import { useState } from 'react';
import { ErrorState, LoadingPage, PlainState } from '../../../components/screen-states';
import { toSend } from '../model/problems';
import { PaperSketch } from '../print/paper-sketch';
import { fetchPreview } from '../source';
import { useDesigner } from '../work/designer-context';
import { PreviewForm } from './preview-form';

const WIDTHS = ['desktop', 'phone', 'paper'] as const;
type Width = (typeof WIDTHS)[number];

/** The form as a role will get it, to be tried out: the server cuts it to that role's rights, conditions work as they will. */
export function PreviewDrawer({ onClose }: { onClose: () => void }) {
  const { def, desk, problems, words } = useDesigner();
  const { d, say } = words;
  const roles = desk.roles.filter((role) => role.login && !role.pseudo);
  const [role, setRole] = useState(() => def.access.create.find((key) => roles.some((one) => one.key === key)) ?? roles[0]?.key ?? '');
  const [width, setWidth] = useState<Width>('desktop');
  const isValid = problems.length === 0;
  const preview = useQuery({
    queryKey: ['designer', 'preview', def, role],
    queryFn: () => fetchPreview(def.key, toSend(def), role),
    enabled: isValid && role !== '' && width !== 'paper',
    staleTime: Infinity,
    gcTime: 0,
  });
  const paper = def.papers?.[0];
  return (
    <Drawer
      open
      width="min(1120px, 96vw)"
      title={d('preview.title')}
      onClose={onClose}
      extra={
        <span className="td-dz-inline">
          {width !== 'paper' && (
            <Select
              aria-label={d('preview.as')}
              showSearch
              optionFilterProp="label"
              popupMatchSelectWidth={false}
              value={role}
              onChange={setRole}
              options={roles.map((one) => ({ value: one.key, label: d('preview.asRole', { role: say(one) }) }))}
            />
          )}
          <Segmented value={width} onChange={setWidth} options={WIDTHS.map((one) => ({ value: one, label: d(`preview.${one}`) }))} />
        </span>
      }
    >
      {!isValid && <Alert type="warning" showIcon message={d('preview.invalid', { count: problems.length })} />}
      {width === 'paper' &&
        (paper ? <PaperSketch paper={paper} /> : <PlainState icon={<EyeInvisibleOutlined />} title={d('print.none')} />)}
      {width !== 'paper' && preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {width !== 'paper' && isValid && preview.isPending && <LoadingPage />}
      {width !== 'paper' && preview.data && !preview.data.view && (
        <PlainState icon={<EyeInvisibleOutlined />} title={d('preview.hidden')} hint={d('preview.hiddenHint')} />
      )}
      {width !== 'paper' && preview.data?.view && (
        <PreviewForm key={role} view={preview.data.view} role={role} isPhone={width === 'phone'} />
      )}
    </Drawer>
  );
}
