// Words for allergens, which every page that shows goods has in common.
import { defineTexts } from './texts';

/** The 14 groups of Regulation (EU) No 1169/2011, Annex II, in words that go behind "contains". */
const allergens = defineTexts({
  nb: {
    gluten: 'gluten',
    crustaceans: 'skalldyr',
    eggs: 'egg',
    fish: 'fisk',
    peanuts: 'peanøtter',
    soybeans: 'soya',
    milk: 'melk',
    nuts: 'nøtter',
    celery: 'selleri',
    mustard: 'sennep',
    sesame: 'sesam',
    sulphites: 'sulfitt',
    lupin: 'lupin',
    molluscs: 'bløtdyr',
  },
  nn: {
    gluten: 'gluten',
    crustaceans: 'skaldyr',
    eggs: 'egg',
    fish: 'fisk',
    peanuts: 'peanøtter',
    soybeans: 'soya',
    milk: 'mjølk',
    nuts: 'nøtter',
    celery: 'selleri',
    mustard: 'sennep',
    sesame: 'sesam',
    sulphites: 'sulfitt',
    lupin: 'lupin',
    molluscs: 'blautdyr',
  },
  se: {
    gluten: 'gluten',
    crustaceans: 'reabbát',
    eggs: 'monni',
    fish: 'guolli',
    peanuts: 'eanannihtit',
    soybeans: 'soja',
    milk: 'mielki',
    nuts: 'nihtit',
    celery: 'selleri',
    mustard: 'seanap',
    sesame: 'sesam',
    sulphites: 'sulfihtta',
    lupin: 'lupiidna',
    molluscs: 'dipmaeallit',
  },
  en: {
    gluten: 'gluten',
    crustaceans: 'crustaceans',
    eggs: 'eggs',
    fish: 'fish',
    peanuts: 'peanuts',
    soybeans: 'soya',
    milk: 'milk',
    nuts: 'nuts',
    celery: 'celery',
    mustard: 'mustard',
    sesame: 'sesame',
    sulphites: 'sulphites',
    lupin: 'lupin',
    molluscs: 'molluscs',
  },
});

/** `melk` of `milk`. */
export function allergenWord(code: string): string {
  const words: Record<string, string> = allergens();
  return words[code] ?? code;
}
