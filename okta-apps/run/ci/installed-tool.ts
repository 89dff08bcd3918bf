import type { PipelineFacts } from '../../pipelines/pipeline-facts';
import { inner, object, textField } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';
import { shown } from '../../shared/visible-text';
import { existing } from './repository';

const PACKAGE = 'okta-oidc-cdktf';
const LOCK = 'package-lock.json';

/** How a project has the tool, and why a pipeline cannot install exactly that one. */
export interface InstalledTool {
  readonly tool: PipelineFacts['tool'];
  readonly problems: readonly string[];
}

/**
 * Looks how a project has the tool. Pipelines install with `npm ci` and pin the tool by the lock file, so that file has
 * to say what each package is.
 *
 * @param folder of the project.
 * @throws UserError when one of the files is there and cannot be read.
 */
export function installedTool(folder: string): InstalledTool {
  const own = jsonOf(existing(folder, 'package.json'));
  const tool = inner(own, 'name') === PACKAGE ? 'repository' : 'package';
  const text = existing(folder, LOCK);
  if (text === undefined) {
    return {
      tool,
      problems: [`There is no ${LOCK} in ${folder}, which pipelines install from; run "npm install" and commit it`],
    };
  }
  const packages = object(inner(jsonOf(text), 'packages'));
  if (Object.keys(packages).length === 0) {
    return { tool, problems: [`${LOCK} lists no packages; make it with npm 7 or later: "npm install"`] };
  }
  return { tool, problems: [...missing(tool, packages), ...unpinned(packages)] };
}

function missing(tool: PipelineFacts['tool'], packages: Readonly<Record<string, unknown>>): readonly string[] {
  if (tool === 'repository' || Object.hasOwn(packages, `node_modules/${PACKAGE}`)) return [];
  return [`${LOCK} does not list ${PACKAGE}, so no pipeline would install it; run "npm install ${PACKAGE}"`];
}

/** Installed packages of which the lock file does not say the bytes: who changes them changes what applies. */
function unpinned(packages: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(packages).flatMap(([place, entry]) => {
    if (!place.startsWith('node_modules/')) return [];
    const name = shown(place.replace(/^.*node_modules\//, ''));
    if (inner(entry, 'link') === true) {
      // A workspace is a folder of the repository, and nothing of the tool unless it is the tool.
      return place === `node_modules/${PACKAGE}`
        ? [`${LOCK} has ${PACKAGE} as a link to a folder, so no pin holds it; install a package of it ("npm pack")`]
        : [];
    }
    const known = textField(object(entry), 'integrity') !== undefined || inner(entry, 'inBundle') === true;
    return known
      ? []
      : [`${LOCK} has no integrity of ${name}, so no pin holds it; install it from a registry or a package file`];
  });
}
