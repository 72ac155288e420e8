// The same figures as files, for a spreadsheet and for those who reckon themselves.
import { useState } from 'preact/hooks';
import { kitTexts } from '@kit/kit-texts';
import { Button, Notice } from '@kit/ui/parts';
import { base } from './api';
import { managerTexts } from './texts';

const forms = ['csv', 'sqlite'] as const;

export function Downloads({ headers }: { headers: () => Record<string, string> }) {
  const texts = managerTexts();
  const [failed, setFailed] = useState(false);
  const download = async (form: (typeof forms)[number]) => {
    try {
      const answer = await fetch(`${base}/figures.${form}`, { headers: headers() });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const address = URL.createObjectURL(await answer.blob());
      const link = document.createElement('a');
      link.href = address;
      link.download = `matbud-nytte.${form}`;
      link.click();
      URL.revokeObjectURL(address);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {forms.map((form) => (
        <Button key={form} variant="secondary" onClick={() => void download(form)}>
          {form === 'csv' ? texts.csv : texts.sqlite}
        </Button>
      ))}
      {failed && (
        <Notice colour="warning" alert>
          {kitTexts().nobodyThere}
        </Notice>
      )}
    </>
  );
}
