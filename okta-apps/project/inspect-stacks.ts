import { existsSync } from 'node:fs';
import path from 'node:path';
import { readAssets, type Assets } from '../document/assets';
import { checkDocument } from '../document/check-document';
import type { ProviderContext } from '../document/check-providers';
import { checkFolder } from '../document/check-folder';
import { checkExpressions } from '../document/check-expressions';
import type { StackOfEnvironment } from '../document/check-states';
import type { DocumentProblem } from '../document/problem';
import { inner, type JsonObject } from '../shared/json';
import type { StackManifest } from '../shared/stack-manifest';
import { DOCUMENT_FILE, MANIFEST_FILE, readDocument, readWholeAssembly, type AssembledStack } from './assembly';
import type { StackCode } from './stack-code';

interface Stack extends Pick<AssembledStack, 'name' | 'folder' | 'document'> {
  readonly manifest: Pick<StackManifest, 'environment'> & Partial<StackManifest>;
}

/** What is in the folder of a stack. It is read once, so that what was checked is what is planned. */
export interface StackInspection {
  readonly document: JsonObject;
  readonly assets: Assets;
  /** What is in the document, or beside it, that may not be there. */
  readonly problems: readonly DocumentProblem[];
}

/** By the name of the stack. */
export type Inspections = ReadonlyMap<string, StackInspection>;

/**
 * Reads and checks documents and their folders; nothing is run for that.
 *
 * @param all every stack that was synthesized, those of other environments too: states may be read across stacks. It is
 * called only when a stack reads one.
 * @param base the stacks of the base, where the change is compared with one.
 * @throws UserError for a document that cannot be read in one way only.
 */
export async function inspectStacks(
  stacks: readonly Stack[],
  all: () => readonly Stack[],
  base?: readonly StackCode[],
): Promise<Inspections> {
  const documents = new Map<string, JsonObject>();
  const documentOf = (stack: Stack): JsonObject => {
    const document = documents.get(stack.folder) ?? readDocument(stack);
    documents.set(stack.folder, document);
    return document;
  };
  const entries = await Promise.all(
    stacks.map(async (stack) => {
      const document = documentOf(stack);
      const { environment } = stack.manifest;
      const readsStates = inner(document, 'data', 'terraform_remote_state') !== undefined;
      const head: readonly StackOfEnvironment[] = readsStates
        ? all()
            .filter(isOf(environment))
            .map((one) => ({ name: one.name, document: documentOf(one) }))
        : [];
      const states = { stack: stack.name, base: base?.filter(isOf(environment)), head };
      const assets = await readAssets(stack.folder);
      const problems = [
        ...checkDocument(document, states, providersOf(stack, base), assets),
        ...checkExpressions(document, assets),
        ...(await checkFolder(stack.folder, DOCUMENT_FILE)),
      ];
      return [stack.name, { document, assets, problems }] as const;
    }),
  );
  return new Map(entries);
}

/**
 * What the environment lists: in the base, where there is one, so that a change cannot list a provider and use it at
 * once. An environment that the base does not have lists none.
 */
function providersOf({ name, manifest }: Stack, base: readonly StackCode[] | undefined): ProviderContext {
  const stacks = base ?? [];
  const inBase = stacks.find((one) => one.name === name) ?? stacks.find(isOf(manifest.environment));
  const from = stacks.length === 0 ? manifest : inBase?.manifest;
  return { org: manifest.org, providers: from?.providers ?? [], aliases: from?.providerAliases ?? [] };
}

/** Checks the document in one folder, whether it is part of an assembly or was taken out of one. */
export async function problemsIn(stack: Stack): Promise<readonly DocumentProblem[]> {
  const outdir = path.resolve(stack.folder, '../..');
  const all = () => (existsSync(path.join(outdir, MANIFEST_FILE)) ? readWholeAssembly(outdir, outdir).stacks : []);
  return (await inspectStacks([stack], all)).get(stack.name)?.problems ?? [];
}

function isOf(environment: string) {
  return ({ manifest }: Pick<Stack, 'manifest'>): boolean => manifest.environment === environment;
}
