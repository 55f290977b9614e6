import { DownloadOutlined, RollbackOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import { saveBlob } from '../../../components/save-file';
import { EmptyState, ErrorState, LoadingRows } from '../../../components/screen-states';
import { showInstant } from '../../../components/time-words';
import { isApiError } from '../../../providers/api-error';
import { refreshDefinitions } from '../../../providers/definitions';
import { refreshDesk, useVersions } from '../queries';
import { fetchFile, rollBack, sendFile, type VersionView } from '../source';
import { useDesigner } from '../work/designer-context';
import { VersionDiff } from './version-diff';

type VersionsPartProps = { form: string; base: number; onRestart: () => void; stop: () => Promise<void> };

/** Every version that was ever published: who, when, why; what differs; and the way back. */
export function VersionsPart({ form, base, onRestart, stop }: VersionsPartProps) {
  const { words, published } = useDesigner();
  const { d, say } = words;
  const versions = useVersions(form, published !== null);
  const [wanted, setWanted] = useState<VersionView | null>(null);
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  if (published === null) return <EmptyState title={d('versions.none')} hint={d('versions.noneHint')} />;
  if (versions.error) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <LoadingRows rows={4} />;
  const list = versions.data;
  const present = list[0]?.version ?? base;
  const options = list.map((one) => ({ value: one.version, label: d('work.version', { version: one.version }) }));
  const [left, right] = [from ?? list[1]?.version ?? null, to ?? present];
  return (
    <div className="td-dz-form td-dz-wide">
      <section className="td-card" aria-labelledby="dz-versions">
        <div className="td-card-head">
          <h2 id="dz-versions">{d('versions.title')}</h2>
          <span className="td-end">
            <FileButton form={form} onRestart={onRestart} stop={stop} />
          </span>
        </div>
        <div className="td-dz-scroll" tabIndex={0} role="region" aria-label={d('versions.title')}>
          <table className="td-dz-table">
            <thead>
              <tr>
                <th scope="col">{d('versions.version')}</th>
                <th scope="col">{d('versions.note')}</th>
                <th scope="col">{d('versions.by')}</th>
                <th scope="col">{d('versions.at')}</th>
                <th scope="col">
                  <span className="td-visually-hidden">{d('versions.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((one) => (
                <tr key={one.version}>
                  <th scope="row">
                    {d('work.version', { version: one.version })}
                    {one.version === present && <span className="td-mark">{d('versions.present')}</span>}
                  </th>
                  <td>{one.note}</td>
                  <td>{one.by}</td>
                  <td className="td-figures">{showInstant(one.at)}</td>
                  <td className="td-dz-cell-acts">
                    <ExportButton form={form} version={one.version} />
                    {one.version !== present && (
                      <Button
                        size="small"
                        icon={<RollbackOutlined />}
                        aria-label={d('versions.backTo', { version: one.version })}
                        onClick={() => setWanted(one)}
                      >
                        {d('versions.back')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {list.length > 1 && (
        <section className="td-card td-pad td-stack" aria-labelledby="dz-diff">
          <h2 id="dz-diff">{d('versions.compare')}</h2>
          <span className="td-dz-inline">
            <Select aria-label={d('versions.from')} value={left} onChange={setFrom} options={options} />
            <span aria-hidden="true">→</span>
            <Select aria-label={d('versions.to')} value={right} onChange={setTo} options={options} />
          </span>
          {left !== null && <VersionDiff form={form} from={left} to={right} />}
        </section>
      )}
      {wanted && (
        <RollBackDialog
          form={form}
          name={say(published)}
          version={wanted}
          onClose={() => setWanted(null)}
          onDone={async () => {
            setWanted(null);
            await Promise.all([refreshDefinitions(), refreshDesk()]);
            onRestart();
          }}
        />
      )}
    </div>
  );
}

function RollBackDialog({
  form,
  name,
  version,
  onClose,
  onDone,
}: {
  form: string;
  name: string;
  version: VersionView;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { words } = useDesigner();
  const { d, t } = words;
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      const done = await rollBack(form, version.version, note.trim());
      void message.success(d('versions.backDone', { version: done.version, old: version.version }));
      await onDone();
    } catch (error) {
      if (!isApiError(error)) throw error;
      setFailure([error.message, ...error.violations.map((violation) => violation.message)].join(' '));
      setSending(false);
    }
  };
  return (
    <Modal
      open
      title={d('versions.backTitle', { form: name, version: version.version })}
      onCancel={onClose}
      okText={d('versions.backConfirm')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: isSending, autoFocus: true }}
      onOk={() => void send()}
    >
      <p>{d('versions.backBody')}</p>
      <label className="td-label" htmlFor="dz-back-note">
        {d('versions.backNote')}
      </label>
      <Input id="dz-back-note" value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      {failure && (
        <p className="td-error" role="alert">
          {failure}
        </p>
      )}
    </Modal>
  );
}

function ExportButton({ form, version }: { form: string; version: number }) {
  const { words } = useDesigner();
  const { d } = words;
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const get = async () => {
    setBusy(true);
    try {
      saveBlob(await fetchFile(form, version), `${form}-v${version}.yaml`);
    } catch (error) {
      if (!isApiError(error)) throw error;
      void message.error(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="small"
      type="text"
      icon={<DownloadOutlined />}
      loading={isBusy}
      aria-label={d('versions.exportOf', { version })}
      title={d('versions.export')}
      onClick={() => void get()}
    />
  );
}

/** A file of the same shape becomes the draft; it is published like any other. */
function FileButton({ form, onRestart, stop }: { form: string; onRestart: () => void; stop: () => Promise<void> }) {
  const { words } = useDesigner();
  const { d, t } = words;
  const { modal, message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File) => {
    try {
      const text = await file.text();
      await stop();
      await sendFile(form, text);
      await refreshDesk();
      void message.success(d('versions.imported'));
      onRestart();
    } catch (error) {
      if (!isApiError(error)) throw error;
      modal.error({
        title: d('versions.importFailed'),
        content: (
          <ul>
            {error.violations.slice(0, 12).map((one) => (
              <li key={one.path + one.message}>{`${one.path}: ${one.message}`}</li>
            ))}
          </ul>
        ),
        okText: t('common.close'),
      });
    }
  };
  return (
    <>
      <Button size="small" icon={<UploadOutlined />} onClick={() => input.current?.click()}>
        {d('versions.import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file)
            modal.confirm({
              title: d('versions.importTitle'),
              content: d('versions.importBody', { file: file.name }),
              okText: d('versions.import'),
              cancelText: t('common.cancel'),
              onOk: () => take(file),
            });
        }}
      />
    </>
  );
}
