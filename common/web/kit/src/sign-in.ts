// Who is signed in. On this machine, without a sign-in of its own, the address says who looks (`?as=care_worker/worker-1/
// 3024/unit-1`); the services believe that from loopback only.

interface Caller {
  role: string;
  subject: string;
  municipality: string;
  unit: string;
}

const storedUnder = 'matbud.caller';

function caller(): Caller {
  const asked = new URLSearchParams(location.search).get('as');
  if (asked) sessionStorage.setItem(storedUnder, asked);
  const [role = 'care_worker', subject = 'local', municipality = '', unit = ''] = (
    asked ?? sessionStorage.getItem(storedUnder) ?? ''
  ).split('/');
  return { role: role || 'care_worker', subject, municipality, unit };
}

/** What the services are told about who asks. */
export function callerHeaders(): Record<string, string> {
  const { role, subject, municipality, unit } = caller();
  return {
    'matbud-role': role,
    'matbud-user': subject,
    ...(municipality && { 'matbud-municipality': municipality }),
    ...(unit && { 'matbud-unit': unit }),
  };
}

/** Under which name the device keeps what belongs to this person alone. */
export function callerName(): string {
  const { role, subject } = caller();
  return `${role}.${subject}`;
}
