import type { ReactNode } from 'react';
import { useErrorsAt } from '../../../fields/field-errors';

type TilePartProps = {
  path: string;
  label: string;
  hint?: string;
  id?: string;
  /** The control is several elements, which a label cannot point at: the group takes its name from it. */
  isGroup?: boolean;
  children: (props: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode;
};

/** A labelled part of the editor with what is wrong with it, beside it. */
export function TilePart({ path, label, hint, id = `tile-${path}`, isGroup = false, children }: TilePartProps) {
  const errors = useErrorsAt(path);
  const invalid = errors.length > 0;
  const noteId = `${id}-note`;
  const note = invalid ? errors.join(' ') : hint;
  return (
    <div className="td-field" data-field={path} data-invalid={invalid || undefined}>
      {isGroup ? (
        <span className="td-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="td-label" htmlFor={id}>
          {label}
        </label>
      )}
      {children({ id, describedBy: note ? noteId : undefined, invalid })}
      {note && (
        <span id={noteId} className={invalid ? 'td-error' : 'td-quiet td-tile-note'} role={invalid ? 'alert' : undefined}>
          {note}
        </span>
      )}
    </div>
  );
}
