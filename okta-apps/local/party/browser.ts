/** A page that a sign-in stopped at. */
export interface Page {
  readonly url: string;
  /** 0 when it is not of the org: it is not asked. */
  readonly status: number;
  readonly text: string;
}

/** The most redirects that are followed before a page. */
const MOST = 10;

/** Milliseconds until a page must have answered. The first one of an org loads its authorization servers. */
const LONGEST = 30_000;

type Form = Readonly<Record<string, string>>;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

/** A browser without a window: it follows redirects, keeps cookies and sends forms. Where it would leave its homes, it stops. */
export class Browser {
  readonly #cookies = new Map<string, Cookie>();
  readonly #homes: readonly string[];

  /** @param homes The origins that it may ask, such as `http://127.0.0.1:PORT`. */
  constructor(...homes: readonly string[]) {
    this.#homes = homes;
  }

  /** @throws Error when there are too many redirects, or no answer comes. */
  async open(url: string, form?: Form): Promise<Page> {
    let next: { readonly url: string; readonly form: Form | undefined } = { url, form };
    for (let hops = 0; hops <= MOST; hops += 1) {
      if (!this.#homes.includes(new URL(next.url).origin)) return { url: next.url, status: 0, text: '' };
      const answer = await this.#ask(next.url, next.form);
      const location = answer.headers.get('location');
      if (location === null) return { url: next.url, status: answer.status, text: await answer.text() };
      next = { url: new URL(location, next.url).href, form: undefined };
    }
    throw new Error(`There are more than ${MOST} redirects, the last of them to ${next.url}`);
  }

  /** Sends the first form of a page with these fields. @throws Error when it has none */
  async submit(page: Page, fields: Form): Promise<Page> {
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`The page at ${page.url} has no form`);
    return await this.open(new URL(action, page.url).href, fields);
  }

  async #ask(url: string, form: Form | undefined): Promise<Response> {
    const { hostname, origin, pathname } = new URL(url);
    // As in every browser, the ports of a host share cookies.
    const cookies = [...this.#cookies.values()]
      .filter(({ host, path }) => host === hostname && pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST),
      headers: { cookie: cookies.join('; '), accept: 'text/html', ...(form && { origin }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(hostname, line);
    return answer;
  }

  #keep(host: string, line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
    const key = `${host} ${name} ${path}`;
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(key);
    else this.#cookies.set(key, { name, value, host, path });
  }
}
