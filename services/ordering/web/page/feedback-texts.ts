import { counted, defineTexts } from '@kit/texts';

/** What is asked and said of the citizen's own word. */
export const feedbackTexts = defineTexts({
  nb: {
    question: 'Hva synes du?',
    about: 'Hva gjelder det?',
    whole: 'Bestillingen og leveringen',
    words: 'Med egne ord',
    stars: (count: number) => counted(count, { one: 'stjerne', other: 'stjerner' }, 'nb'),
    give: 'Send',
    sayMore: 'Si noe mer',
  },
  nn: {
    question: 'Kva synest du?',
    about: 'Kva gjeld det?',
    whole: 'Bestillinga og leveringa',
    words: 'Med eigne ord',
    stars: (count) => counted(count, { one: 'stjerne', other: 'stjerner' }, 'nn'),
    give: 'Send',
    sayMore: 'Sei noko meir',
  },
  se: {
    question: 'Maid don jáhkát?',
    about: 'Man birra?',
    whole: 'Diŋgojupmi ja buktin',
    words: 'Iežat sániiguin',
    stars: (count) => counted(count, { one: 'násti', two: 'násti', other: 'násti' }, 'se'),
    give: 'Sádde',
    sayMore: 'Daja eanet',
  },
  en: {
    question: 'What do you think?',
    about: 'What is it about?',
    whole: 'The order and its delivery',
    words: 'In your own words',
    stars: (count) => counted(count, { one: 'star', other: 'stars' }, 'en'),
    give: 'Send',
    sayMore: 'Say something more',
  },
});
