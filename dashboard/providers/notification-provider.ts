import type { NotificationProvider } from '@refinedev/core';
import type { useAppProps } from 'antd/es/app/context';

/** Refine's messages in antd's corner. Screens tell their own errors beside the fields, so most calls switch these off. */
export function notificationProviderOf(notification: useAppProps['notification']): NotificationProvider {
  return {
    open: ({ key, message, description, type }) => {
      notification.open({
        key,
        message: description ?? message,
        description: description ? message : undefined,
        type: type === 'progress' ? 'info' : type,
        placement: 'bottomRight',
        role: type === 'error' ? 'alert' : 'status',
      });
    },
    close: (key) => notification.destroy(key),
  };
}
