import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { MessageList } from '../../app/shell/notifications-menu';
import { useHome, useWaitingCount } from '../../app/shell/use-waiting';
import { formsToFill } from '../../components/forms-to-fill';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { ErrorState, LoadingRows } from '../../components/screen-states';
import { useTitle } from '../../components/use-title';
import { useForms, useMe } from '../../providers/definitions';
import { homeKey, markRead, type DoneItem, type Home } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import { DoneList } from './done-list';
import { HeadlineFigures } from './headline-figures';
import { QuickCreate } from './quick-create';
import { WaitingList } from './waiting-list';

/** The first page of the day: what waits for me, what runs out today, what I did, what I was told. Directors see their figures first. */
export function HomeScreen() {
  const { t, say, lang } = useWords();
  const { user } = useMe();
  const forms = useForms();
  const home = useHome();
  const isReader = formsToFill(forms, []).length === 0;
  useTitle(t('home.title'));
  const today = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(new Date());
  return (
    <div className="td-page td-home">
      <PageHeader
        title={t('home.hello', { name: user.name })}
        aside={
          <span className="td-quiet">
            {[today, user.roleNames.map(say).join(t('common.and')), user.department].filter(Boolean).join(' · ')}
          </span>
        }
      />
      {isReader ? <HeadlineFigures /> : <QuickCreate />}
      {home.error && !home.data ? (
        <div className="td-card">
          <ErrorState error={home.error} onRetry={() => void home.refetch()} />
        </div>
      ) : (
        <Cards home={home.data} />
      )}
    </div>
  );
}

function Cards({ home }: { home: Home | undefined }) {
  const { t } = useWords();
  return (
    <div className="td-home-grid">
      <Work home={home} />
      <div>
        <Card title={t('home.mine')} isLoading={!home} empty={home?.mine.length === 0 && t('home.nothingDone')}>
          <DoneList items={lastOfEach(home?.mine ?? []).slice(0, 8)} />
        </Card>
        <Messages home={home} />
      </div>
    </div>
  );
}

/** What waits for me: first what runs out within a day, then the rest. */
function Work({ home }: { home: Home | undefined }) {
  const { t } = useWords();
  const waiting = useWaitingCount();
  const due = home?.due ?? [];
  const overdue = due.filter((item) => item.dueAt !== null && Date.parse(item.dueAt) < Date.now()).length;
  const rest = (home?.waiting ?? []).filter((item) => !due.some((one) => one.documentId === item.documentId));
  return (
    <Card
      title={t('home.waiting')}
      note={waiting > 0 ? t('home.waitingCount', { count: waiting }) : undefined}
      isLoading={!home}
      link={{ to: paths.inbox(), label: t('home.openInbox') }}
      empty={home?.waiting.length === 0 && t('home.nothingWaits')}
    >
      <h3>
        {t('home.due')}{' '}
        {overdue > 0 && (
          <span className="td-home-note" data-tone="danger">
            {t('home.overdueCount', { count: overdue })}
          </span>
        )}
      </h3>
      {due.length === 0 ? <p className="td-quiet">{t('home.nothingDue')}</p> : <WaitingList items={due.slice(0, 12)} />}
      {rest.length > 0 && <h3>{t('home.later')}</h3>}
      <WaitingList items={rest.slice(0, 8)} />
    </Card>
  );
}

/** The latest act on each record: an order that was made, changed and sent out is one piece of work. */
const lastOfEach = (items: DoneItem[]): DoneItem[] =>
  items.filter((item, index) => items.findIndex((one) => one.documentId === item.documentId) === index);

function Messages({ home }: { home: Home | undefined }) {
  const { t } = useWords();
  const client = useQueryClient();
  const messages = home?.notifications ?? [];
  const unread = messages.filter((message) => !message.readAt).map((message) => message.id);
  const read = async () => {
    await markRead(unread);
    await client.invalidateQueries({ queryKey: homeKey });
  };
  return (
    <Card
      title={t('home.notifications')}
      note={unread.length > 0 ? t('top.unread', { count: unread.length }) : undefined}
      isLoading={!home}
      empty={messages.length === 0 && t('top.noNotifications')}
      action={
        unread.length > 0 && (
          <Button type="link" size="small" onClick={() => void read()}>
            {t('top.markRead')}
          </Button>
        )
      }
    >
      <MessageList messages={messages.slice(0, 8)} />
    </Card>
  );
}

type CardProps = {
  title: string;
  note?: string;
  link?: { to: string; label: string };
  action?: ReactNode;
  isLoading: boolean;
  empty?: string | false;
  children: ReactNode;
};

function Card({ title, note, link, action, isLoading, empty, children }: CardProps) {
  return (
    <section className="td-card" aria-label={title}>
      <header className="td-card-head">
        <h2>{title}</h2>
        {note && <span className="td-home-note">{note}</span>}
        <span className="td-end">
          {action}
          {link && <Link to={link.to}>{link.label}</Link>}
        </span>
      </header>
      {isLoading ? (
        <LoadingRows rows={4} />
      ) : empty ? (
        <p className="td-home-empty">{empty}</p>
      ) : (
        <div className="td-home-body">{children}</div>
      )}
    </section>
  );
}
