import { InboxOutlined, LockOutlined, QuestionCircleOutlined, ReloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isApiError } from '../providers/api-error';
import { useWords } from '../providers/i18n';
import { paths } from './paths';

type StateProps = { icon: ReactNode; title: string; hint?: ReactNode; role?: 'alert' | 'status'; children?: ReactNode };

/** A screen, or a part of it, that has nothing to show: why, and what to do next. */
export function PlainState({ icon, title, hint, role, children }: StateProps) {
  return (
    <div className="td-state" role={role}>
      <span className="td-state-icon" aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children && <div className="td-state-actions">{children}</div>}
    </div>
  );
}

export function EmptyState({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <PlainState icon={<InboxOutlined />} title={title} hint={hint} role="status">
      {children}
    </PlainState>
  );
}

/** Any failed request: forbidden and missing say so; the rest offers another try and the number for the operator. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useWords();
  const status = isApiError(error) ? error.statusCode : 0;
  if (status === 403) return <ForbiddenState />;
  if (status === 404) return <NotFoundState />;
  const requestId = isApiError(error) ? error.requestId : null;
  const message = isApiError(error) ? (error.code === 'network' ? t('state.network') : error.message) : null;
  return (
    <PlainState
      icon={<WarningOutlined />}
      title={t('state.errorTitle')}
      role="alert"
      hint={
        <>
          {message && (
            <>
              <strong>{message}</strong>
              <br />
            </>
          )}
          {t('state.errorHint')}
          {requestId && (
            <>
              <br />
              <code>{t('state.requestId', { id: requestId })}</code>
            </>
          )}
        </>
      }
    >
      {onRetry && (
        <Button type="primary" icon={<ReloadOutlined />} onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </PlainState>
  );
}

export function ForbiddenState() {
  const { t } = useWords();
  return (
    <PlainState icon={<LockOutlined />} title={t('state.forbiddenTitle')} hint={t('state.forbiddenHint')} role="alert">
      <Link to={paths.home()}>
        <Button tabIndex={-1}>{t('state.toHome')}</Button>
      </Link>
    </PlainState>
  );
}

export function NotFoundState() {
  const { t } = useWords();
  return (
    <PlainState icon={<QuestionCircleOutlined />} title={t('state.notFoundTitle')} hint={t('state.notFoundHint')} role="alert">
      <Link to={paths.home()}>
        <Button tabIndex={-1}>{t('state.toHome')}</Button>
      </Link>
    </PlainState>
  );
}

/** Rows in the place where rows will be. */
export function LoadingRows({ rows = 10 }: { rows?: number }) {
  const { t } = useWords();
  return (
    <div className="td-loading-rows" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton.Input key={index} active block size="small" />
      ))}
    </div>
  );
}

/** A page of cards in the place where they will be. */
export function LoadingPage() {
  const { t } = useWords();
  return (
    <div className="td-page" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={{ width: 240 }} paragraph={{ rows: 1, width: 360 }} />
      <div className="td-card td-pad">
        <Skeleton active paragraph={{ rows: 6 }} />
      </div>
    </div>
  );
}
