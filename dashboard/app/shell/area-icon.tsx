import {
  AccountBookOutlined,
  AlertOutlined,
  BuildOutlined,
  ClearOutlined,
  CustomerServiceOutlined,
  DatabaseOutlined,
  FolderOpenOutlined,
  FolderOutlined,
  KeyOutlined,
  LoginOutlined,
  LogoutOutlined,
  MailOutlined,
  MessageOutlined,
  NotificationOutlined,
  SafetyOutlined,
  ShopOutlined,
  SmileOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

/** Icons that `config/forms/areas.yaml` names. Listed one by one: the whole set would be larger than the product. */
const ICONS: Record<string, ComponentType> = {
  AccountBookOutlined,
  AlertOutlined,
  BuildOutlined,
  ClearOutlined,
  CustomerServiceOutlined,
  DatabaseOutlined,
  FolderOpenOutlined,
  KeyOutlined,
  LoginOutlined,
  LogoutOutlined,
  MailOutlined,
  MessageOutlined,
  NotificationOutlined,
  SafetyOutlined,
  ShopOutlined,
  SmileOutlined,
  TeamOutlined,
  ToolOutlined,
};

export function AreaIcon({ name }: { name?: string }) {
  const Icon = (name ? ICONS[name] : undefined) ?? FolderOutlined;
  return (
    <span className="td-menu-icon" aria-hidden="true">
      <Icon />
    </span>
  );
}
