import { rootScope, scopesIn } from '../../document/modules/embedded';
import { literalText, namedBlocks } from '../../document/named-blocks';
import { GROUP, groupMeant } from '../../resources/group';
import { EVERYONE } from '../../shared/environment-seed';
import { object } from '../../shared/json';

interface Documents {
  readonly synthesized?: { readonly before?: unknown; readonly after?: unknown };
}

/**
 * A function that gives the group that a name was probably meant to be: one that the base of any stack has, or the seed of
 * a local org, within two characters. Undefined for a name that these have, or that the change creates.
 *
 * @param seedGroups Names of the groups of local orgs.
 */
export function groupLikeIn(
  stacks: readonly Documents[],
  seedGroups: readonly string[],
): (name: string) => string | undefined {
  let names: { readonly known: readonly string[]; readonly made: ReadonlySet<string> } | undefined;
  return (name) => {
    names ??= {
      known: [EVERYONE, ...seedGroups, ...stacks.flatMap(({ synthesized }) => namesIn(synthesized?.before, ALL))],
      made: new Set(stacks.flatMap(({ synthesized }) => namesIn(synthesized?.after, ['resource']))),
    };
    const { known, made } = names;
    return made.has(name) || known.includes(name) ? undefined : groupMeant(name, known);
  };
}

const ALL = ['data', 'resource'] as const;

/** Names of groups that a document creates or looks up, where they are written out. */
function namesIn(document: unknown, sections: readonly ('data' | 'resource')[]): readonly string[] {
  return scopesIn(rootScope(object(document))).flatMap((scope) =>
    sections.flatMap((section) =>
      namedBlocks(scope.document, section, GROUP.name).flatMap(([, block]) => literalText(block, 'name') ?? []),
    ),
  );
}
