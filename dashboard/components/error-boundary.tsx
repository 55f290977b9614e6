import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useWords } from '../providers/i18n';
import { PlainState } from './screen-states';

/** A screen that fails takes nothing else with it. `resetKey` (the address) gives the next screen a fresh start. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: { resetKey?: string }): void {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render(): ReactNode {
    return this.state.error ? <Crash error={this.state.error} onRetry={() => this.setState({ error: null })} /> : this.props.children;
  }
}

function Crash({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useWords();
  // After an update of the product the old page asks for files that are gone: only a reload helps.
  const isOldPage = /dynamically imported module|Importing a module script failed/i.test(error.message);
  return (
    <PlainState
      icon={<WarningOutlined />}
      title={t('state.crashTitle')}
      role="alert"
      hint={
        <>
          {t('state.crashHint')}
          <br />
          <code>{error.message}</code>
        </>
      }
    >
      <Button type="primary" onClick={isOldPage ? () => window.location.reload() : onRetry}>
        {t('common.retry')}
      </Button>
    </PlainState>
  );
}
