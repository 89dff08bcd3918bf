import path from 'node:path';
import { readWholeAssembly } from '../project/assembly';
import { replaceFile } from '../shared/replace-file';
import { STACK_MANIFEST_FILE, stackManifestText, type Credential, type StackManifest } from '../shared/stack-manifest';

const TOKEN: Credential = { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' };

/** What a rehearsal leaves beside what it hands to Terraform: `okta-apps apply` refuses it wherever it turns up. */
export function rehearsalManifest(stack: string): StackManifest {
  return {
    version: 1,
    stack,
    environment: 'rehearsal',
    production: false,
    local: true,
    org: { name: 'rehearsal', baseUrl: 'okta.test' },
    approvals: 0,
    credentials: { plan: TOKEN, apply: TOKEN },
    birthSecrets: [],
    rules: {},
    rehearsal: true,
  };
}

/**
 * Stamps an assembly that was synthesized elsewhere, and that is only looked at here. The next synth takes the stamp
 * off.
 *
 * @param outdir Absolute path of `cdktf.out`.
 * @param shown How messages name it.
 */
export async function stampAssembly(outdir: string, shown: string): Promise<void> {
  for (const { folder, manifest } of readWholeAssembly(outdir, shown).stacks) {
    const file = path.join(folder, STACK_MANIFEST_FILE);
    await replaceFile(file, stackManifestText({ ...manifest, rehearsal: true }), {
      shown: path.join(shown, path.relative(outdir, file)),
    });
  }
}
