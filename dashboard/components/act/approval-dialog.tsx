import { Button, Input, Modal, Radio, Select } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { isApiError, type ApiError } from '../../providers/api-error';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { usePinyinMatch } from '../../providers/pinyin';
import { useActKey } from '../record-form/act-key';
import { RequiredMark } from '../record-form/required-mark';
import type { OfferedAct } from './approval-acts';
import { actInApproval, useApprovers, type ApprovalInput } from './approval-source';

type Problems = Partial<Record<'to' | 'comment' | 'general', string>>;
type ApprovalDialogProps = {
  form: FormView;
  id: string;
  title: string;
  chosen: OfferedAct;
  onDone: (name: string) => void;
  onClose: () => void;
  /** The case has moved meanwhile: ask for it again. */
  onRefused: () => void;
};

/** What an act in a decision asks for: a person, a place, a step to go back to; and why. */
export function ApprovalDialog({ form, id, title, chosen, onDone, onClose, onRefused }: ApprovalDialogProps) {
  const { t } = useWords();
  const { act, targets = [] } = chosen.offer;
  const { action } = chosen.approval;
  const isPerson = act === 'transfer' || act === 'add-signer';
  const [person, setPerson] = useState<{ value: string; label: string } | null>(null);
  const [place, setPlace] = useState<'before' | 'after'>('before');
  const [target, setTarget] = useState<number | null>(targets[0]?.to ?? null);
  const [then, setThen] = useState<'again' | 'straight'>('again');
  const [comment, setComment] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [isSending, setSending] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const key = useActKey();
  // antd's modal takes the focus when it opens; ours goes to where the work begins.
  useEffect(() => {
    const timer = setTimeout(() => box.current?.querySelector<HTMLElement>('input:checked, input, textarea')?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);

  const submit = async () => {
    if (isSending) return;
    const found: Problems = {
      ...(isPerson && !person ? { to: t('approval.needPerson') } : {}),
      ...(act === 'return' && comment.trim() === '' ? { comment: t('approval.needReason') } : {}),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const input: ApprovalInput = {
      ...(isPerson && person ? { to: person.value } : {}),
      ...(act === 'add-signer' ? { place } : {}),
      ...(act === 'return' ? { to: target, then } : {}),
      ...(comment.trim() ? { comment: comment.trim() } : {}),
    };
    setSending(true);
    try {
      await actInApproval(form, id, action, act, input, key.keyFor([action, act, input]));
      key.done();
      onDone(person?.label ?? '');
    } catch (error) {
      if (!isApiError(error)) throw error;
      setProblems(problemsOf(error, t('state.network')));
      if (error.statusCode === 409 || error.statusCode === 403) onRefused();
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
    if (!isSend) return;
    event.preventDefault();
    void submit();
  };
  return (
    <Modal
      open
      width={520}
      title={`${t(`approval.titles.${act}`)} · ${title}`}
      onCancel={onClose}
      maskClosable={false}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="act" type="primary" danger={act === 'return'} loading={isSending} onClick={() => void submit()}>
          {t(`approval.acts.${act}`)}
        </Button>,
      ]}
    >
      <div ref={box} className="td-stack" onKeyDown={onKeyDown}>
        <p className="td-quiet">{t(`approval.hints.${act}`)}</p>
        {problems.general && (
          <p className="td-error" role="alert">
            {problems.general}
          </p>
        )}
        {isPerson && <PersonLine form={form} id={id} action={action} value={person} problem={problems.to} onChange={setPerson} />}
        {act === 'add-signer' && (
          <Choice
            label={t('approval.place')}
            value={place}
            onChange={setPlace}
            options={(['before', 'after'] as const).map((value) => ({ value, label: t(`approval.places.${value}`) }))}
          />
        )}
        {act === 'return' && (
          <>
            <Choice
              label={t('approval.target')}
              value={target ?? 'applicant'}
              problem={problems.to}
              onChange={(value) => setTarget(value === 'applicant' ? null : value)}
              options={targets.map((one) => ({ value: one.to ?? ('applicant' as const), label: <TargetName target={one} /> }))}
            />
            <Choice
              label={t(target === null ? 'approval.then' : 'approval.stepThen')}
              value={then}
              onChange={setThen}
              options={(['again', 'straight'] as const).map((value) => ({
                value,
                label: t(`approval.${target === null ? 'applicantThens' : 'thens'}.${value}`),
              }))}
            />
          </>
        )}
        <Note isRequired={act === 'return'} value={comment} problem={problems.comment} onChange={setComment} />
      </div>
    </Modal>
  );
}

function problemsOf(error: ApiError, network: string): Problems {
  if (error.code === 'network') return { general: network };
  const at = (name: string): string | undefined =>
    error.violations
      .filter((violation) => violation.path === name)
      .map((violation) => violation.message)
      .join(' ') || undefined;
  const [to, comment] = [at('to'), at('comment')];
  if (to !== undefined || comment !== undefined) return { ...(to ? { to } : {}), ...(comment ? { comment } : {}) };
  return { general: error.violations.map((violation) => violation.message).join(' ') || error.message };
}

function TargetName({ target: { to, name, role } }: { target: NonNullable<OfferedAct['offer']['targets']>[number] }) {
  const { t, say } = useWords();
  if (to === null) return <>{name ? t('approval.applicantNamed', { name }) : t('approval.applicant')}</>;
  return <>{name && role ? t('approval.step', { role: say(role), name }) : (name ?? say(role ?? undefined))}</>;
}

type PersonLineProps = {
  form: FormView;
  id: string;
  action: string;
  value: { value: string; label: string } | null;
  problem?: string | undefined;
  onChange: (person: { value: string; label: string } | null) => void;
};

function PersonLine({ form, id, action, value, problem, onChange }: PersonLineProps) {
  const { t, say } = useWords();
  const inputId = useId();
  const [typed, setTyped] = useState('');
  const people = useApprovers(form, id, action, true);
  const match = usePinyinMatch(typed !== '');
  const shown = (people.data ?? []).filter((one) => typed === '' || match(`${one.name} ${say(one.role)}`, typed));
  const failure = people.error
    ? isApiError(people.error) && people.error.code !== 'network'
      ? people.error.message
      : t('state.network')
    : problem;
  return (
    <Line id={inputId} label={t('approval.person')} isRequired problem={failure}>
      <Select
        id={inputId}
        showSearch
        filterOption={false}
        loading={people.isPending}
        placeholder={t('approval.pickPerson')}
        notFoundContent={people.isPending ? null : t('approval.nobody')}
        status={failure ? 'error' : undefined}
        aria-describedby={failure ? `${inputId}-error` : undefined}
        value={value?.value ?? null}
        onSearch={setTyped}
        onChange={(next: string) => {
          const found = (people.data ?? []).find((one) => one.documentId === next);
          onChange(found ? { value: found.documentId, label: found.name } : null);
          setTyped('');
        }}
        options={shown.map((one) => ({ value: one.documentId, label: `${one.name} · ${say(one.role)}` }))}
      />
    </Line>
  );
}

type ChoiceProps<T extends string | number> = {
  label: string;
  value: T;
  problem?: string | undefined;
  options: { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
};

function Choice<T extends string | number>({ label, value, problem, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <fieldset className="td-field td-approval-choice" aria-describedby={problem ? `${id}-error` : undefined}>
      <legend className="td-label">{label}</legend>
      <Radio.Group value={value} onChange={(event) => onChange(event.target.value as T)} options={options} />
      {problem && (
        <div id={`${id}-error`} className="td-error">
          {problem}
        </div>
      )}
    </fieldset>
  );
}

function Note({
  isRequired,
  value,
  problem,
  onChange,
}: {
  isRequired: boolean;
  value: string;
  problem?: string | undefined;
  onChange: (text: string) => void;
}) {
  const { t } = useWords();
  const id = useId();
  return (
    <Line id={id} label={t(isRequired ? 'approval.comment' : 'approval.commentOptional')} isRequired={isRequired} problem={problem}>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        status={problem ? 'error' : undefined}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-error` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Line>
  );
}

type LineProps = { id: string; label: string; isRequired: boolean; problem?: string | undefined; children: ReactNode };

function Line({ id, label, isRequired, problem, children }: LineProps) {
  return (
    <div className="td-field" data-wide>
      <label className="td-label" htmlFor={id}>
        {label}
        {isRequired && <RequiredMark />}
      </label>
      {children}
      {problem && (
        <div id={`${id}-error`} className="td-error">
          {problem}
        </div>
      )}
    </div>
  );
}
