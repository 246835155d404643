export type Language = 'vi' | 'en';

const KEY = 'len-san.language';

class Chosen {
  now = $state<Language>(localStorage.getItem(KEY) === 'en' ? 'en' : 'vi');

  choose(language: Language): void {
    this.now = language;
    localStorage.setItem(KEY, language);
    document.documentElement.lang = language;
  }
}

export const language = new Chosen();

/** Every text of a part of the console, in both languages. Vietnamese leads: English has its shape. */
export interface Words<T> {
  readonly vi: T;
  readonly en: T;
}

/** In a component: `const w = $derived(say(shellWords))`. */
export function say<T>(words: Words<T>): T {
  return words[language.now];
}
