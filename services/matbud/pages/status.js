// Keeps the page true while somebody looks at it, without moving them; it is whole without this as well.
const pause = document.getElementById('pause');
const silent = document.getElementById('silent');
const everyMs = 3000;
let follows = true;

/** Puts in what has changed; who stands in it with a keyboard stays there, and who has scrolled it aside too. */
function put(fresh) {
  const here = document.getElementById(fresh.id);
  if (!here || here.innerHTML === fresh.innerHTML) return;
  const focused = here.contains(document.activeElement) ? document.activeElement.id : '';
  const aside = [...here.querySelectorAll('.wide')].map(({ id, scrollLeft }) => [id, scrollLeft]);
  here.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  for (const [id, left] of aside) document.getElementById(id)?.scrollTo({ left });
}

async function look() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(2 * everyMs) });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!follows) return;
    document.title = fresh.title;
    fresh.querySelectorAll('[data-live]').forEach(put);
    silent.hidden = true;
  } catch {
    silent.hidden = false;
  }
}

async function follow() {
  if (follows && !document.hidden) await look();
  setTimeout(follow, everyMs);
}

pause.hidden = false;
pause.addEventListener('click', () => {
  follows = !follows;
  pause.textContent = follows ? pause.dataset.stop : pause.dataset.go;
});
void follow();
