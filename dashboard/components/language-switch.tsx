import { App } from 'antd';
import { useCallback } from 'react';
import { useWords, wordingOf, type Language } from '../providers/i18n';
import { chooseLanguage } from '../providers/own-language';

/** Changes the language here, and for the person everywhere; says so when the server could not keep it. */
export function useChooseLanguage(): (language: Language) => void {
  const { message } = App.useApp();
  return useCallback(
    (language) => void chooseLanguage(language).catch(() => message.warning(wordingOf(language).t('profile.languageNotKept'))),
    [message],
  );
}

/** Both languages by their own names, one click away on every page. */
export function LanguageSwitch() {
  const { t, lang } = useWords();
  const choose = useChooseLanguage();
  return (
    <div className="td-language" role="group" aria-label={t('top.language')}>
      <button type="button" lang="zh-CN" aria-pressed={lang === 'zh'} onClick={() => choose('zh')}>
        中文
      </button>
      <button type="button" lang="en" aria-pressed={lang === 'en'} onClick={() => choose('en')}>
        EN
      </button>
    </div>
  );
}
