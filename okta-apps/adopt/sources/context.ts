import type { AppContext } from '../app-props';
import type { SourceApp } from './source';

/** What a source tells of an app beside its JSON, as props are made of it. */
export function contextOf({ groups, groupsClaim, activeSecrets, roles }: SourceApp): AppContext {
  return {
    ...(groups !== undefined && { groups }),
    ...(groupsClaim !== undefined && { groupsClaim }),
    ...(activeSecrets !== undefined && { activeSecrets }),
    ...(roles !== undefined && { roles }),
  };
}
