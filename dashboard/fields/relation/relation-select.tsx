import { PlusOutlined } from '@ant-design/icons';
import { Button, Select, Spin } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { StateDot } from '../../components/state-dot';
import { useFormDefinition } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import type { Brief } from '../../providers/record-types';
import { briefLabel, briefWord } from './brief-words';
import { usePick } from './use-pick';

type RelationSelectProps = {
  target: string;
  address: string;
  /** Asked when the list opens. */
  self?: () => string | undefined;
  value: Brief[];
  isMany: boolean;
  onChange: (next: Brief[]) => void;
  /** What the control takes over from its field. */
  control: Record<string, unknown>;
  placeholder?: string;
  /** Offers to create what is missing, in another tab: the form at hand stays as it is. */
  canCreate?: boolean;
};

/** A record is found by typing; the choice shows number, title and state. */
export function RelationSelect({ target, address, self, value, isMany, onChange, control, placeholder, canCreate }: RelationSelectProps) {
  const words = useWords();
  const { t, say } = words;
  const form = useFormDefinition(target);
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [present, setPresent] = useState<string | undefined>();
  const { found, isError, isSearching } = usePick({ target, address, self: present, typed, isOpen });
  const known = new Map([...value, ...found].flatMap((brief) => (brief.documentId ? [[brief.documentId, brief] as const] : [])));
  const choose = (ids: string[]) => {
    onChange(ids.flatMap((id) => known.get(id) ?? value.filter((brief) => keyOf(brief) === id)));
    setTyped('');
  };
  const enter = useEnterAhead(isSearching, () => {
    const [only, ...more] = found;
    if (!only?.documentId || more.length > 0) return;
    choose(isMany ? [...new Set([...value.map(keyOf), only.documentId])] : [only.documentId]);
    setOpen(isMany);
  });
  const shown = value.map((brief) => ({ value: keyOf(brief), label: briefWord(brief, words) }));
  const name = form ? say(form) : '';
  return (
    <Select
      {...control}
      showSearch
      allowClear
      labelInValue
      filterOption={false}
      mode={isMany ? 'multiple' : undefined}
      placeholder={placeholder ?? t('fields.pick', { form: name })}
      popupMatchSelectWidth={false}
      classNames={{ popup: { root: 'td-pick' } }}
      open={isOpen}
      searchValue={typed}
      onSearch={setTyped}
      onInputKeyDown={enter.onKey}
      onOpenChange={(open) => {
        setOpen(open);
        if (open) setPresent(self?.());
        else {
          enter.forget();
          setTyped('');
        }
      }}
      value={isMany ? shown : (shown[0] ?? null)}
      onChange={(next: unknown) => choose([next].flat().flatMap((item) => (isChosen(item) ? item.value : [])))}
      // Enter takes the first of the list: none of an earlier answer is left to be taken by mistake.
      options={(isSearching && typed !== '' ? [] : found).map((brief) => ({
        value: brief.documentId ?? '',
        label: briefWord(brief, words),
        brief,
      }))}
      optionRender={(option) => {
        const brief = (option.data as { brief?: Brief }).brief;
        return brief ? (
          <span className="td-pick-option">
            <span>{briefLabel(brief, words)}</span>
            {form && brief.state && <StateDot form={form} state={brief.state} />}
          </span>
        ) : (
          option.label
        );
      }}
      notFoundContent={
        isSearching ? (
          <Spin size="small" />
        ) : (
          <span role="status">{isError ? t('state.errorTitle') : t('fields.pickEmpty', { form: name })}</span>
        )
      }
      popupRender={(menu) => (
        <>
          {menu}
          {canCreate && form?.can.create && (
            <div className="td-pick-foot" onMouseDown={(event) => event.preventDefault()}>
              <Link to={paths.create(form)} target="_blank">
                <Button type="link" size="small" icon={<PlusOutlined aria-hidden="true" />} tabIndex={-1}>
                  {t('fields.createNew', { form: name })}
                </Button>
              </Link>
            </div>
          )}
        </>
      )}
    />
  );
}

/** Who types a number and Enter need not wait for the answer: `take` is called when it is there, unless something else is done first. */
function useEnterAhead(isSearching: boolean, take: () => void) {
  const isAsked = useRef(false);
  useEffect(() => {
    if (isSearching || !isAsked.current) return;
    isAsked.current = false;
    take();
  });
  return {
    onKey: (event: KeyboardEvent) => void (isAsked.current = isSearching && event.key === 'Enter' && !event.nativeEvent.isComposing),
    forget: () => void (isAsked.current = false),
  };
}

/** A record that may not be known still has its place in the list. */
const keyOf = (brief: Brief): string => brief.documentId ?? '?';
const isChosen = (item: unknown): item is { value: string } => typeof item === 'object' && item !== null && 'value' in item;
