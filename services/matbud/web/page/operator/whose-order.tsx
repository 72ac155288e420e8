// Whose order it is: shown for a reason alone, and the log keeps who saw it and why.
import { useState } from 'preact/hooks';
import { Refused } from '@kit/http';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import { grounds, type Ground, type OperationsApi, type Person } from './api';
import { operatorTexts } from './texts';

export function WhoseOrder({ api, order }: { api: OperationsApi; order: string }) {
  const texts = operatorTexts();
  const [asking, setAsking] = useState(false);
  const [person, setPerson] = useState<Person>();
  if (person) {
    return (
      <Notice colour="info">
        {texts.isOf} <strong>{person.name ?? texts.erased}</strong> ({person.citizen_id}). {texts.looked}
      </Notice>
    );
  }
  return (
    <div>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {texts.showPerson}
      </Button>
      {asking && (
        <AskWhy
          onClose={() => setAsking(false)}
          ask={(ground, id) => api.person(order, ground, id)}
          onSeen={(seen) => {
            setPerson(seen);
            setAsking(false);
            say(texts.answered);
          }}
        />
      )}
    </div>
  );
}

interface AskWhyProps {
  ask: (ground: Ground, id: string) => Promise<Person>;
  onSeen: (person: Person) => void;
  onClose: () => void;
}

function AskWhy({ ask, onSeen, onClose }: AskWhyProps) {
  const texts = operatorTexts();
  const [id] = useState(() => crypto.randomUUID());
  const [ground, setGround] = useState<Ground>();
  const [trouble, setTrouble] = useState<string>();
  const look = async () => {
    if (!ground) return;
    try {
      onSeen(await ask(ground, id));
    } catch (error) {
      setTrouble(
        !(error instanceof Refused) ? kitTexts().nobodyThere : error.problem.status === 403 ? kitTexts().noAccess : error.problem.detail,
      );
    }
  };
  return (
    <Dialog title={texts.showPersonQuestion} onClose={onClose}>
      <p class="ds-paragraph">{texts.showPersonMeans}</p>
      {trouble && (
        <Notice colour="danger" alert>
          {trouble}
        </Notice>
      )}
      <fieldset class="ds-fieldset operator-grounds">
        <legend class="ds-label">{texts.reason}</legend>
        {grounds.map((one) => (
          <label key={one} class="mb-tap">
            <span>{texts.grounds[one]}</span>
            <input type="radio" name="ground" value={one} checked={ground === one} onChange={() => setGround(one)} />
          </label>
        ))}
      </fieldset>
      <div class="mb-row">
        <Button big disabled={!ground} onClick={() => void look()}>
          {texts.showPerson}
        </Button>
        <Button big variant="secondary" onClick={onClose}>
          {kitTexts().close}
        </Button>
      </div>
    </Dialog>
  );
}
