import { DeleteOutlined, DownOutlined, StarOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { isApiError } from '../../providers/api-error';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import type { RecordList } from './use-record-list';
import { savedQuery } from './view-state';

type SavedView = { id: number | string; name: string; query: string };

/** Views that the caller has kept under a name: each is an address of this list. */
export function ViewsButton({ list }: { list: RecordList }) {
  const { t } = useWords();
  const { form, view } = list;
  const [isOpen, setOpen] = useState(false);
  const views = useQuery({
    queryKey: ['views', form.key],
    queryFn: () => http<SavedView[]>('/views', { query: { form: form.key } }),
    staleTime: 60_000,
  });
  const present = savedQuery(view);
  const known = views.data?.find((one) => one.query === present);
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      open={isOpen}
      onOpenChange={setOpen}
      content={<ViewsForm list={list} views={views.data ?? []} presentId={known?.id} onGo={() => setOpen(false)} />}
    >
      <Button icon={<StarOutlined />} aria-haspopup="dialog" aria-expanded={isOpen}>
        <span className="td-view-name">{known?.name ?? t('list.views')}</span> <DownOutlined className="td-small-icon" aria-hidden="true" />
      </Button>
    </Popover>
  );
}

type FormProps = { list: RecordList; views: SavedView[]; presentId: SavedView['id'] | undefined; onGo: () => void };

function ViewsForm({ list, views, presentId, onGo }: FormProps) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { form, view } = list;
  const [name, setName] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: ['views', form.key] });
  const save = useMutation({
    mutationFn: () => http('/views', { method: 'POST', body: { form: form.key, name: name.trim(), query: savedQuery(view) } }),
    onSuccess: async () => {
      setName('');
      void message.success(t('list.viewSaved'));
      await refresh();
    },
  });
  const remove = useMutation({ mutationFn: (id: SavedView['id']) => http(`/views/${id}`, { method: 'DELETE' }), onSuccess: refresh });
  const error = save.error ?? remove.error;
  const submit = () => name.trim() !== '' && save.mutate();
  return (
    <div className="td-views">
      {views.length === 0 && <p className="td-quiet">{t('list.noViews')}</p>}
      <ul>
        {views.map((one) => (
          <li key={one.id}>
            <Link to={paths.list(form, one.query)} aria-current={one.id === presentId ? 'true' : undefined} onClick={onGo}>
              {one.name}
            </Link>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('list.deleteView', { name: one.name })}
              onClick={() => remove.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <div className="td-views-save">
        <Input
          size="small"
          maxLength={60}
          placeholder={t('list.viewName')}
          aria-label={t('list.viewName')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={submit}
        />
        <Button size="small" type="primary" disabled={name.trim() === ''} loading={save.isPending} onClick={submit}>
          {t('list.saveView')}
        </Button>
      </div>
      {error && (
        <p className="td-error" role="alert">
          {isApiError(error) ? error.message : t('state.errorTitle')}
        </p>
      )}
    </div>
  );
}
