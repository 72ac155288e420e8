// Which language the page speaks: the reader's own choice, else the browser's, else Bokmål.
import { effect, signal } from '@preact/signals';

export const languages = ['nb', 'nn', 'se', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language's name in itself. */
export const nameOf: Record<Language, string> = { nb: 'Bokmål', nn: 'Nynorsk', se: 'Davvisámegiella', en: 'English' };

const storedUnder = 'matbud.language';

/** The first of these that is spoken here; `no` is what many browsers still call Bokmål. */
export function firstSpoken(wished: readonly (string | null | undefined)[]): Language {
  for (const wish of wished) {
    const code = wish?.toLowerCase().split('-')[0];
    if (code === 'no') return 'nb';
    const spoken = languages.find((language) => language === code);
    if (spoken) return spoken;
  }
  return 'nb';
}

function chosenBefore(): string | null {
  try {
    return localStorage.getItem(storedUnder);
  } catch {
    return null; // a browser that keeps nothing still shows the page
  }
}

const asked = new URLSearchParams(globalThis.location?.search ?? '').get('lang');

/** The language of everything on the page. */
export const language = signal<Language>(firstSpoken([asked, chosenBefore(), ...(globalThis.navigator?.languages ?? [])]));

/** Keeps the choice for the next visit. */
export function choose(wish: Language): void {
  language.value = wish;
  try {
    localStorage.setItem(storedUnder, wish);
  } catch {
    // The choice then holds until the page is left.
  }
}

effect(() => {
  if (globalThis.document) document.documentElement.lang = language.value;
});
