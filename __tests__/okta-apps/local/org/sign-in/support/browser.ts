/** A page as a user sees it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** A browser without a window: it follows redirects, keeps cookies and sends forms. Where it would leave the org, it stops. */
export class Browser {
  readonly #cookies = new Map<string, { readonly path: string; readonly value: string }>();
  readonly #home: string;

  /** @param home the origin that it may ask */
  constructor(home: string) {
    this.#home = home;
  }

  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    let next = { url, form };
    for (let hops = 0; hops < 10; hops += 1) {
      if (new URL(next.url).origin !== this.#home) return { url: next.url, status: 0, text: '' };
      const answer = await this.#ask(next.url, next.form);
      const location = answer.headers.get('location');
      if (location === null) return { url: next.url, status: answer.status, text: await answer.text() };
      next = { url: new URL(location, next.url).href, form: undefined };
    }
    throw new Error(`more than 10 redirects, the last to ${next.url}`);
  }

  /** Sends the first form of a page with these fields. */
  async submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`no form at ${page.url}: ${page.text}`);
    return await this.open(new URL(action, page.url).href, fields);
  }

  async #ask(url: string, form: Readonly<Record<string, string>> | undefined): Promise<Response> {
    const { pathname } = new URL(url);
    const cookies = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0] ?? ''}=${value}`);
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
      headers: { cookie: cookies.join('; '), accept: 'text/html', ...(form && { origin: this.#home }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(`${name} ${path}`);
    else this.#cookies.set(`${name} ${path}`, { path, value });
  }
}
