// Every text in every language, held together by the compiler: a text that one language lacks does not build.
import { language, type Language } from './language';
import { samiPlural } from './sami';

/** A text, a text made of values, or a group of them. */
export type Texts = { readonly [name: string]: string | ((...values: never[]) => string) | Texts };

/** The same names and values as Bokmål has. */
type LikeBokmaal<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : LikeBokmaal<T[Name]>;
};

/** Gives the texts of the language that the page speaks at the moment; a component that calls it follows a change. */
export function defineTexts<const T extends Texts>(texts: { nb: T } & Record<Exclude<Language, 'nb'>, LikeBokmaal<T>>) {
  return (): LikeBokmaal<T> => texts[language.value] as LikeBokmaal<T>;
}

/** Forms of a word by number. Northern Sámi has a dual of its own, the others only one and other. */
export interface Forms {
  one: string;
  two?: string;
  other: string;
}

/** `2 varer`, `1 vare`: the number and the form that belongs to it. */
export function counted(count: number, forms: Forms, spoken: Language = language.value): string {
  const category = spoken === 'se' ? samiPlural(count) : new Intl.PluralRules(spoken).select(count);
  const form = category === 'one' ? forms.one : category === 'two' ? (forms.two ?? forms.other) : forms.other;
  return `${count} ${form}`;
}
