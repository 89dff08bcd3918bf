import { diagnosticTexts } from '../../plan/diagnostics';
import type { OrgApi } from '../../local/party/declared-app';
import type { Exchanges } from '../../shared/exchanges';
import type { JsonObject } from '../../shared/json';
import { applyDocument } from '../apply-document';
import type { Sandbox, Workspace } from '../sandbox';
import { compareOrgs } from './compare-orgs';

/** The base of a stack in an org of its own, while the head is applied to that of the rehearsal. */
export class AppliedBase {
  readonly #sandbox: Sandbox;
  readonly #org: OrgApi;
  readonly #state: unknown;

  private constructor(sandbox: Sandbox, org: OrgApi, state: unknown) {
    this.#sandbox = sandbox;
    this.#org = org;
    this.#state = state;
  }

  /** @param workspace in which the base was applied */
  static async of(sandbox: Sandbox, workspace: Workspace): Promise<AppliedBase> {
    return new AppliedBase(sandbox, await sandbox.copy(), await workspace.state());
  }

  /**
   * Applies the head, and sends requests to both orgs.
   *
   * @throws Interrupted
   */
  async compareWith(workspace: Workspace | undefined, head: JsonObject): Promise<Exchanges> {
    if (workspace === undefined) return notCompared('the head was not planned');
    const { ok, diagnostics } = await applyDocument(workspace, head);
    if (!ok) {
      const [first = 'Terraform does not say why'] = diagnosticTexts(diagnostics);
      return notCompared(`the head could not be applied to the throwaway org: ${first}`);
    }
    const { url, token, clock } = this.#sandbox;
    const base = { org: this.#org, state: this.#state };
    const exchanges = await compareOrgs(base, { org: { url, token }, state: await workspace.state() }, clock);
    // Both are the org of the stack for a reader.
    return JSON.parse(JSON.stringify(exchanges).replaceAll(this.#org.url, url)) as Exchanges;
  }
}

function notCompared(why: string): Exchanges {
  return { sent: 0, differing: [], notAsked: [{ addresses: [], why }] };
}
