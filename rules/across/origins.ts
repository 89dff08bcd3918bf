import { urisOf, type UriAt } from '../app/uris';
import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { parseUri } from '../../okta-apps/shared/uri';
import { texts } from '../../okta-apps/shared/values';
import { fill } from '../texts';

type Environments = readonly EnvironmentSubject[];

/** People's codes and tokens stay in production, and tests stay out of it. */
export const acrossOriginRules: readonly Rule<Environments>[] = [
  {
    id: 'across/shared-origin',
    severity: 'error',
    title: 'An origin belongs to production and to another environment.',
    impact: 'authorization codes of production could reach a test system',
    fix: 'remove it on one side',
    see: SOURCES.rfc9700Redirects,
    *check(environments) {
      const claims = environments.flatMap((environment) =>
        declared(environment).map((claim) => ({ ...claim, environment })),
      );
      const sides = [true, false].map(
        (production) =>
          new Map(
            claims
              .filter(({ environment }) => environment.production === production)
              .map(({ origin, environment }) => [origin, environment.name]),
          ),
      );
      for (const { prop, text, origin, environment } of claims) {
        const other = sides[environment.production ? 1 : 0]?.get(origin);
        if (other === undefined) continue;
        yield {
          environment: environment.name,
          prop,
          must: 'belong to production or to other environments, not to both',
          value: text,
          fix: fill('remove it here or in {other}', { other }),
        };
      }
    },
  },
  {
    id: 'across/non-production-origin',
    severity: 'error',
    title: 'A URI of production is at an origin of another environment.',
    impact: 'authorization codes of production could reach a test system',
    fix: 'remove it, or add its origin to production in env/',
    see: SOURCES.rfc9700Redirects,
    *check(environments) {
      const foreign = new ForeignOrigins(environments);
      for (const { name, apps } of environments.filter(({ production }) => production)) {
        for (const app of apps) {
          const { redirect, logout, initiateLogin } = urisOf(app);
          for (const uri of [...redirect, ...logout, ...initiateLogin]) {
            const owner = foreign.ownerOf(uri);
            if (owner === undefined) continue;
            yield {
              environment: name,
              app: app.path,
              address: app.address,
              prop: uri.prop,
              must: 'be at an origin of production',
              value: uri.text,
              fix: fill(
                "remove it, it leads to {owner}, or if it is production's add its origin to production in env/",
                { owner },
              ),
            };
          }
        }
      }
    },
  },
];

function declared({ origins }: EnvironmentSubject) {
  return texts('origins', origins).flatMap(({ prop, text }) => {
    const { origin } = parseUri(text);
    return origin === undefined ? [] : [{ prop, text, origin }];
  });
}

/**
 * The origins that environments other than production declare, and those that their apps redirect to, without
 * what production declares as its own.
 */
class ForeignOrigins {
  /** Name of the environment by origin. */
  readonly #owners = new Map<string, string>();
  /** First labels by the rest of the origin: what a wildcard of production could stand for. */
  readonly #siblings = new Map<string, { readonly label: string; readonly owner: string }[]>();
  readonly #wildcards = new Map<string, string | undefined>();
  readonly #own: ReadonlySet<string | undefined>;

  constructor(environments: Environments) {
    const production = environments.filter((environment) => environment.production);
    this.#own = new Set(production.flatMap(declared).map(originOf));
    for (const environment of environments.filter(({ production }) => !production)) {
      const redirects = environment.apps.flatMap((app) => urisOf(app).redirect);
      for (const origin of [...declared(environment), ...redirects].map(originOf)) {
        if (origin === undefined || this.#own.has(origin) || this.#owners.has(origin)) continue;
        this.#owners.set(origin, environment.name);
        const { label, rest } = split(origin);
        const siblings = this.#siblings.get(rest) ?? [];
        siblings.push({ label, owner: environment.name });
        this.#siblings.set(rest, siblings);
      }
    }
  }

  /** The environment that the URI leads to; undefined when it stays in production. */
  ownerOf({ origin, host }: UriAt): string | undefined {
    if (origin === undefined || this.#own.has(origin)) return undefined;
    const owner = this.#owners.get(origin);
    if (owner !== undefined || !host.includes('*')) return owner;
    if (!this.#wildcards.has(origin)) this.#wildcards.set(origin, this.#behindWildcard(origin));
    return this.#wildcards.get(origin);
  }

  #behindWildcard(origin: string): string | undefined {
    const { label, rest } = split(origin);
    const [before = '', after = ''] = label.split('*');
    const length = before.length + after.length;
    return this.#siblings
      .get(rest)
      ?.find((its) => its.label.length >= length && its.label.startsWith(before) && its.label.endsWith(after))?.owner;
  }
}

function originOf({ origin }: { readonly origin: string | undefined }): string | undefined {
  return origin;
}

/** `https://shop.acme.com:444` as `shop` and `https .acme.com:444`. */
function split(origin: string): { readonly label: string; readonly rest: string } {
  const host = origin.slice(origin.indexOf('//') + 2);
  const label = host.split('.', 1).join();
  return { label, rest: `${origin.slice(0, origin.indexOf(':'))} ${host.slice(label.length)}` };
}
