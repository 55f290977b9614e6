import { Popover } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

const LINGER_MS = 120;

type PeekProps = {
  title?: ReactNode;
  /** What is said, as text: a screen reader hears it with the control. */
  said: string;
  /** How it is shown; left out: as it is said. */
  content?: ReactNode;
  /** The control, which is described by the element of this id. */
  children: (describedBy: string) => ReactNode;
};

/**
 * Words that appear beside a control for mouse, keyboard and finger alike. antd's own triggers undo each other: a tap gives the focus, which
 * opens, and then clicks, which closes again.
 */
export function Peek({ title, said, content = said, children }: PeekProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const control = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = () => {
    clearTimeout(timer.current);
    setOpen(true);
  };
  const hide = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(false), LINGER_MS);
  };
  // What has the focus keeps its words when the mouse goes, and when a browser makes up a mouse that goes after a tap.
  const leave = () => control.current?.contains(document.activeElement) || hide();
  return (
    <Popover
      open={isOpen}
      placement="bottom"
      title={title}
      content={
        // The control keeps the focus while a link in here is pressed: on its blur the words would go before the click.
        <div onMouseEnter={show} onMouseLeave={leave} onMouseDown={(event) => event.preventDefault()}>
          {content}
        </div>
      }
    >
      <span
        ref={control}
        onMouseEnter={show}
        onMouseLeave={leave}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        {children(id)}
        <span id={id} className="td-visually-hidden">
          {said}
        </span>
      </span>
    </Popover>
  );
}
