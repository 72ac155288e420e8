// What the status page is dressed in, and what keeps it true.
#include "status_page.h"

namespace matbud::pages {

std::string_view status_style() {
  return R"(:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; }
.name { font-size: 1.5rem; font-weight: 700; margin: 0; }
nav ul, .pages { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; }
nav a, .pages a, .parked a { display: inline-block; padding: 0.625rem 0; }
button { font: inherit; padding: 0.5rem 1rem; }
[hidden] { display: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
caption { text-align: start; padding-bottom: 0.5rem; }
th, td { border-bottom: 1px solid currentColor; padding: 0.5rem 1rem 0.5rem 0; text-align: start; }
td { font-variant-numeric: tabular-nums; }
.alarms { border-inline-start: 0.5rem solid currentColor; padding-inline-start: 2rem; font-weight: 700; }
.silent { border-inline-start: 0.5rem solid currentColor; padding-inline-start: 1rem; font-weight: 700; }
.runs { list-style: none; margin: 0; padding: 0; }
.runs p { margin: 0.75rem 0 0; }
.run { display: block; max-width: 100%; height: auto; stroke: currentColor; stroke-width: 2; fill: none; }
.run .way { stroke-dasharray: 2 4; }
.run .driven { stroke-width: 5; }
.run .depot, .run .delivered { fill: currentColor; }
.run .to-do, .run .failed { fill: Canvas; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
)";
}

std::string_view status_icon() {
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Matbud">
  <rect width="64" height="64" rx="14" fill="#0062ba" />
  <path d="M14 26h36l-4 24a4 4 0 0 1-4 3H22a4 4 0 0 1-4-3z" fill="#fff" />
  <path d="M22 26a10 12 0 0 1 20 0" fill="none" stroke="#fff" stroke-width="4" />
  <path d="M25 38l5 6 10-10" fill="none" stroke="#0062ba" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" />
</svg>
)";
}

std::string_view status_script() {
  return R"(// Keeps the page true while somebody looks at it, without moving them; it is whole without this as well.
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
)";
}

}  // namespace matbud::pages
