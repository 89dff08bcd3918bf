import ts from 'typescript';
import { appLines, entryText, valuesVariable } from '../../../../okta-apps/adopt/code/app-code';
import { constructIdFor } from '../../../../okta-apps/adopt/construct-id';
import { liftValues, type AppThere } from '../../../../okta-apps/adopt/lift-values';
import type { JsonObject } from '../../../../okta-apps/shared/json';

/** The code of an app, as it would be written. */
export interface WrittenApp {
  readonly id: string;
  readonly stack: string;
  /** An object of `apps`, by environment. */
  readonly entries: Readonly<Record<string, string>>;
}

export function writeApp(label: string, there: readonly AppThere[], quote = "'"): WrittenApp {
  const style = { ts, quote };
  const id = constructIdFor(label, new Set());
  const lifted = liftValues(there);
  const names = { environment: 'environment', values: valuesVariable(id, style) };
  return {
    id,
    stack: appLines({ id, lifted }, names, style).join('\n'),
    entries: Object.fromEntries(
      lifted.entries.map((entry) => [entry.environment, `({ ${entryText(id, entry, style)} })`]),
    ),
  };
}

/** An app as code declares it in an environment. */
interface EvaluatedApp {
  readonly id: unknown;
  readonly props: JsonObject;
  importFrom: unknown;
  /** Trusted origins that are declared with it. */
  trusted: unknown;
}

/** What the code declares in an environment: the props, the id that is imported, and trusted origins. */
export function evaluateApp({ stack, entries }: WrittenApp, environment: string): EvaluatedApp {
  const declared: EvaluatedApp[] = [];
  class OidcWebApp {
    constructor(_scope: unknown, id: unknown, props: JsonObject) {
      declared.push({ id, props, importFrom: undefined, trusted: undefined });
    }
    importFrom(appId: unknown): void {
      const last = declared.at(-1);
      if (last !== undefined) last.importFrom = appId;
    }
  }
  function TrustedOrigins(_scope: unknown, _id: unknown, { origins }: JsonObject): void {
    const last = declared.at(-1);
    if (last !== undefined) last.trusted = origins;
  }
  const apps: unknown = run(`return ${entries[environment] ?? '({})'};`, {});
  run(stack, { OidcWebApp, TrustedOrigins, environment: { name: environment, apps } });
  const [only] = declared;
  if (only === undefined || declared.length !== 1) throw new Error(`${declared.length} apps are declared`);
  return only;
}

/** Runs code with nothing but these names. */
function run(code: string, names: Readonly<Record<string, unknown>>): unknown {
  // The code that a test has written is what it is about.
  // oxlint-disable-next-line typescript/no-implied-eval
  const body = new Function(...Object.keys(names), `'use strict';\n${code}`) as (...values: unknown[]) => unknown;
  return body(...Object.values(names));
}

/** What a compiler says about the syntax of the code. */
export function syntaxErrors({ stack, entries }: WrittenApp): readonly string[] {
  const text = [stack, ...Object.values(entries).map((entry) => `${entry};`)].join('\n');
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
