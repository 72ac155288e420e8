// Saying something to the services from a form or a dialog.
import { useSignal } from '@preact/signals';
import { kitTexts } from '@kit/kit-texts';
import type { Day } from './day';
import { refusalWords } from './words';

/** Says something to the services, and shows why it was not done. */
export function useSaying(day: Day) {
  const trouble = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  return {
    trouble,
    busy,
    async say(path: string, id: string, body: object): Promise<boolean> {
      busy.value = true;
      trouble.value = undefined;
      try {
        const problem = await day.say(path, id, body);
        if (problem) trouble.value = refusalWords(problem.code);
      } catch {
        trouble.value = kitTexts().notReached;
      }
      busy.value = false;
      return trouble.value === undefined;
    },
  };
}
