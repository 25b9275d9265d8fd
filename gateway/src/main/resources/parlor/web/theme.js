import {likes} from './keep.js';

/** Light or dark as the system is, unless a person has chosen otherwise here. */
export function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
}

export function isDark() {
  const chosen = likes.get('theme', null);
  return chosen === null ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

export function switchTheme() {
  likes.set('theme', isDark() ? 'light' : 'dark');
  applyTheme();
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
