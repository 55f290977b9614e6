import { BellOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import { ago, showInstant } from '../../components/time-words';
import { useForms } from '../../providers/definitions';
import { homeKey, markRead, type Message } from '../../providers/home-source';
import { useWords } from '../../providers/i18n';
import { useHome } from './use-waiting';

/** The bell: what others did that concerns the caller. */
export function NotificationsMenu() {
  const { t } = useWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const messages = useHome().data?.notifications ?? [];
  const unread = messages.filter((message) => !message.readAt);
  const read = async () => {
    await markRead(unread.map((message) => message.id));
    await client.invalidateQueries({ queryKey: homeKey });
  };
  const label = unread.length > 0 ? `${t('top.notifications')} (${t('top.unread', { count: unread.length })})` : t('top.notifications');
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      title={t('top.notifications')}
      content={
        <div className="td-messages">
          {messages.length === 0 ? <p>{t('top.noNotifications')}</p> : <MessageList messages={messages} onGo={() => setOpen(false)} />}
          {unread.length > 0 && (
            <Button block size="small" onClick={() => void read()}>
              {t('top.markRead')}
            </Button>
          )}
        </div>
      }
    >
      <Badge count={unread.length} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={label} aria-haspopup="dialog" aria-expanded={isOpen} />
      </Badge>
    </Popover>
  );
}

/** Messages, newest first; an unread one is bold. */
export function MessageList({ messages, onGo }: { messages: Message[]; onGo?: () => void }) {
  const words = useWords();
  const forms = useForms();
  return (
    <ul className="td-message-list">
      {messages.map((message) => {
        const form = forms.find((one) => one.key === message.form);
        const text = words.say(message);
        return (
          <li key={message.id} data-unread={!message.readAt || undefined}>
            {form && message.documentId ? (
              <Link to={paths.show(form, message.documentId)} onClick={onGo}>
                {text}
              </Link>
            ) : (
              <span>{text}</span>
            )}
            <time dateTime={message.at} title={showInstant(message.at)}>
              {ago(message.at, words)}
            </time>
          </li>
        );
      })}
    </ul>
  );
}
