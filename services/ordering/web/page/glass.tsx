// Somebody whom another unit serves: opened only for a reason, and everybody knows that it is seen.
import { useSignal } from '@preact/signals';
import { kitTexts } from '@kit/kit-texts';
import { Button, Heading, Notice } from '@kit/ui/parts';
import { glassReasons, type GlassReason, type OrderingApi } from './api';
import { glassTexts } from './glass-texts';
import { addressOf } from './place';

interface Props {
  citizen: string;
  api: OrderingApi;
  /** Called when the citizen can be seen. */
  onOpened: () => void;
}

export function Glass({ citizen, api, onOpened }: Props) {
  const texts = glassTexts();
  const reason = useSignal<GlassReason | undefined>(undefined);
  const failed = useSignal(false);
  const busy = useSignal(false);
  const open = async () => {
    if (!reason.value) return;
    busy.value = true;
    failed.value = false;
    try {
      await api.breakGlass(citizen, reason.value);
      onOpened();
    } catch {
      failed.value = true;
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="mb-stack">
      <Heading level={1}>{texts.title}</Heading>
      <Notice colour="warning">
        <p class="ds-paragraph">{texts.seen}</p>
      </Notice>
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{texts.why}</legend>
        {glassReasons.map((one) => (
          <label key={one} class="mb-tap table-reason">
            <input type="radio" name="reason" value={one} checked={reason.value === one} onChange={() => (reason.value = one)} />
            <span class="mb-fill">{texts.reasons[one]}</span>
          </label>
        ))}
      </fieldset>
      {failed.value && (
        <Notice colour="danger" alert>
          <p class="ds-paragraph">{texts.notOpened}</p>
        </Notice>
      )}
      <div class="mb-row">
        <Button big disabled={!reason.value} busy={busy.value} onClick={() => void open()}>
          {texts.open}
        </Button>
        <a class="ds-button mb-big" data-variant="secondary" href={addressOf({ view: 'citizens' })}>
          {kitTexts().back}
        </a>
      </div>
    </div>
  );
}
