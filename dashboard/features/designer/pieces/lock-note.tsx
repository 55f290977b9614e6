import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** Why something cannot be changed here. */
export function LockNote({ children }: { children: ReactNode }) {
  return (
    <div className="td-dz-lock">
      <LockOutlined aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
