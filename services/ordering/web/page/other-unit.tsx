// The way to somebody whom another unit serves: by the number that the care journal has, since nobody leafs through people
// whom they do not help.
import { useSignal } from '@preact/signals';
import { Button } from '@kit/ui/parts';
import { glassTexts } from './glass-texts';
import { go } from './place';

export function OtherUnit() {
  const texts = glassTexts();
  const citizen = useSignal('');
  const id = citizen.value.trim();
  return (
    <details class="ds-details">
      <summary>{texts.otherUnit}</summary>
      <form
        class="mb-row table-other-unit"
        onSubmit={(event) => {
          event.preventDefault();
          if (id !== '') go({ view: 'table', citizen: encodeURIComponent(id) });
        }}
      >
        <div class="ds-field mb-fill">
          <label class="ds-label" for="other-citizen">
            {texts.number}
          </label>
          <input
            id="other-citizen"
            class="ds-input table-search"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={100}
            value={citizen.value}
            onInput={(event) => (citizen.value = event.currentTarget.value)}
          />
        </div>
        <Button big submits variant="secondary" disabled={id === ''}>
          {texts.find}
        </Button>
      </form>
    </details>
  );
}
