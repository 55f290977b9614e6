/** The product's colours. Every pair of text and ground below meets WCAG AA (4.5:1); dots and borders of controls meet 3:1. */
export type Colours = {
  brand: string;
  brandText: string;
  brandTint: string;
  page: string;
  surface: string;
  raised: string;
  border: string;
  controlBorder: string;
  text: string;
  quiet: string;
  hover: string;
  danger: string;
  success: string;
  warning: string;
  toneNeutral: string;
  toneInfo: string;
  toneProgress: string;
  toneSuccess: string;
  toneWarning: string;
  toneDanger: string;
  tonePurple: string;
};

export const LIGHT: Colours = {
  brand: '#1f5eff',
  brandText: '#1746c4',
  brandTint: '#eaf0ff',
  page: '#f6f7f9',
  surface: '#ffffff',
  raised: '#ffffff',
  border: '#e4e7ec',
  controlBorder: '#cfd4dc',
  text: '#16181d',
  quiet: '#5b6270',
  hover: '#f1f4f9',
  danger: '#c22525',
  success: '#147a3d',
  warning: '#96590a',
  toneNeutral: '#7d8593',
  toneInfo: '#1f5eff',
  toneProgress: '#0e8c9b',
  toneSuccess: '#1a8f4a',
  toneWarning: '#c77700',
  toneDanger: '#d92d2d',
  tonePurple: '#7a4fd0',
};

export const DARK: Colours = {
  brand: '#2f66f5',
  brandText: '#9dbbff',
  brandTint: '#1a2747',
  page: '#0f1115',
  surface: '#16191f',
  raised: '#1d2129',
  border: '#2a2f38',
  controlBorder: '#434a57',
  text: '#e6e8ec',
  quiet: '#a0a7b4',
  hover: '#20252e',
  danger: '#ff8585',
  success: '#5fce8d',
  warning: '#f0b45a',
  toneNeutral: '#98a0ae',
  toneInfo: '#6a97ff',
  toneProgress: '#3fc3d1',
  toneSuccess: '#46c17a',
  toneWarning: '#e5a03b',
  toneDanger: '#ff6b6b',
  tonePurple: '#ab8bf0',
};
