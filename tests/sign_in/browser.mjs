// As much of a browser as two servers and their pages need: cookies by server, redirects, forms without scripts.
export class Browser {
  cookies = new Map();

  async ask(address, init = {}) {
    const url = new URL(address);
    const kept = this.cookies.get(url.host) ?? new Map();
    const headers = { ...init.headers };
    if (kept.size > 0) headers.cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...rules] = line.split(';');
      const equals = pair.indexOf('=');
      const isGone = rules.some((rule) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(rule));
      if (isGone) kept.delete(pair.slice(0, equals));
      else kept.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    this.cookies.set(url.host, kept);
    return answer;
  }

  /** Goes wherever it is sent; the first answer that is none of these, and all addresses on the way. */
  async follow(address, init) {
    const way = [];
    let answer = await this.ask(address, init);
    for (let hops = 0; hops < 20 && answer.status >= 300 && answer.status < 400; ++hops) {
      address = new URL(answer.headers.get('location'), address).href;
      way.push(address);
      answer = await this.ask(address);
    }
    return { answer, address, way, text: await answer.text() };
  }

  /** Fills in the one form of a page and sends it. */
  async submit({ text, address }, fields = {}) {
    const form = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(text);
    if (!form) throw new Error(`no form at ${address}: ${text.slice(0, 500)}`);
    const values = new URLSearchParams();
    for (const [input] of form[2].matchAll(/<(?:input|button)[^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(input)?.[1];
      if (name) values.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? '');
    }
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    return this.follow(new URL(form[1], address).href, { method: 'POST', body: values });
  }
}
