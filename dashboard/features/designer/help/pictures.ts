import enFields from './pictures/en-fields.webp';
import enFlow from './pictures/en-flow.webp';
import enList from './pictures/en-list.webp';
import enRights from './pictures/en-rights.webp';
import enVersions from './pictures/en-versions.webp';
import zhFields from './pictures/zh-fields.webp';
import zhFlow from './pictures/zh-flow.webp';
import zhList from './pictures/zh-list.webp';
import zhRights from './pictures/zh-rights.webp';
import zhVersions from './pictures/zh-versions.webp';

export type PictureName = 'fields' | 'flow' | 'list' | 'rights' | 'versions';

/** Addresses of the pictures; the browser fetches one when it comes into sight. */
export const PICTURES: Record<'zh' | 'en', Record<PictureName, string>> = {
  zh: { fields: zhFields, flow: zhFlow, list: zhList, rights: zhRights, versions: zhVersions },
  en: { fields: enFields, flow: enFlow, list: enList, rights: enRights, versions: enVersions },
};
