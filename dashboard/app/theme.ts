import { theme as antd, type ThemeConfig } from 'antd';
import { DARK, LIGHT, type Colours } from './palette-colours';

export const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** Ant Design in the product's own look: neutral greys, borders instead of shadows, 13 px tables, nothing navy. */
export function themeOf(isDark: boolean, isStill: boolean): ThemeConfig {
  const colours = isDark ? DARK : LIGHT;
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    // The key is also the class of <body>, so that our own styles may use antd's variables.
    cssVar: { key: 'td' },
    hashed: false,
    token: {
      colorPrimary: colours.brand,
      colorInfo: colours.brand,
      colorLink: colours.brandText,
      colorLinkHover: colours.brandText,
      colorError: colours.danger,
      colorSuccess: colours.success,
      colorWarning: colours.warning,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: isDark ? '#8d95a3' : '#6b7280',
      colorTextDisabled: isDark ? '#8d95a3' : '#6b7280',
      colorTextLabel: colours.quiet,
      colorTextHeading: colours.text,
      colorBgLayout: colours.page,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBorder: colours.controlBorder,
      colorBorderSecondary: colours.border,
      colorSplit: colours.border,
      controlItemBgActive: colours.brandTint,
      controlItemBgHover: colours.hover,
      borderRadius: 6,
      fontFamily: FONT,
      fontSize: 14,
      lineHeight: 1.57,
      controlHeight: 32,
      sizeUnit: 4,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
      motion: !isStill,
      wireframe: false,
      boxShadow: '0 4px 16px rgba(10, 14, 22, 0.12)',
      boxShadowSecondary: '0 6px 20px rgba(10, 14, 22, 0.16)',
    },
    components: {
      Layout: { headerBg: colours.surface, siderBg: colours.surface, bodyBg: colours.page },
      // antd makes hovered buttons lighter: white on that is too faint to read.
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        contentFontSize: 14,
        colorPrimaryHover: isDark ? '#2a5ae0' : '#1b52df',
        colorPrimaryActive: '#1746c4',
        defaultHoverColor: colours.brandText,
        defaultHoverBorderColor: colours.brand,
      },
      Modal: { titleFontSize: 16 },
      Select: { optionSelectedColor: colours.brandText, optionSelectedFontWeight: 500 },
    },
  };
}

/** Our own styles read these: one source for both. */
export function paint(isDark: boolean): void {
  const root = document.documentElement;
  const colours: Colours = isDark ? DARK : LIGHT;
  for (const [name, value] of Object.entries(colours))
    root.style.setProperty(`--td-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  root.dataset.theme = isDark ? 'dark' : 'light';
  root.style.colorScheme = isDark ? 'dark' : 'light';
}
