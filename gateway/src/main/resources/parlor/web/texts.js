import en from './texts-en.js';
import zh from './texts-zh.js';
import {likes} from './keep.js';

const LANGUAGES = {en, zh};

/** What the browser's person reads first, of what there is. */
function preferred() {
  const codes = navigator.languages.map((tag) => tag.toLowerCase().split('-')[0]);
  return codes.find((code) => code in LANGUAGES) ?? 'en';
}

let language = likes.get('language', null) ?? preferred();

export function currentLanguage() {
  return language;
}

export function switchLanguage() {
  language = language === 'en' ? 'zh' : 'en';
  likes.set('language', language);
}

/** The words for a key, with what stands in braces filled in; the desktop client's form. */
export function t(key, ...args) {
  return LANGUAGES[language][key]
      .replaceAll("''", "'")
      .replace(/\{(\d),choice,([^{}]*(?:\{\d\}[^{}]*)*)\}/g, (_, index, forms) => choose(args[index], forms))
      .replace(/\{(\d)\}/g, (_, index) => args[index]);
}

export function has(key) {
  return key in LANGUAGES[language];
}

/** Of `0#none|1#one|1<{0} things` the last form whose bound is reached. */
function choose(number, forms) {
  const fits = forms.split('|').filter((form) => {
    const [, bound, sign] = form.match(/^(\d+)([#<])/);
    return sign === '#' ? number >= Number(bound) : number > Number(bound);
  });
  return (fits.at(-1) ?? forms.split('|')[0]).replace(/^\d+[#<]/, '');
}

const locale = () => (language === 'zh' ? 'zh-CN' : navigator.language.startsWith('en') ? navigator.language : 'en-GB');

export function time(at) {
  return new Date(at).toLocaleTimeString(locale(), {hour: '2-digit', minute: '2-digit'});
}

/** Today, yesterday, or the date. */
export function day(at) {
  const days = (midnight(Date.now()) - midnight(at)) / 86_400_000;
  if (days < 0.5) {
    return t('chat.today');
  }
  return days < 1.5 ? t('chat.yesterday') : date(at);
}

export function date(at) {
  return new Date(at).toLocaleDateString(locale(), {weekday: 'short', year: 'numeric', month: 'short', day: 'numeric'});
}

export function midnight(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** A size as people read it. */
export function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  let rest = bytes;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${rest.toLocaleString(locale(), {maximumFractionDigits: rest < 10 && unit > 0 ? 1 : 0})} ${units[unit]}`;
}
