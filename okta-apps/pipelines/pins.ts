/**
 * The actions, images and programs of every pipeline, each by its digest. Renovate updates them here (`renovate.json`);
 * then `okta-apps ci` writes the pipelines again.
 */
export const ACTIONS = [
  'actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0',
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
  'hashicorp/setup-terraform@5e8dbf3c6d9deaf4193ca7a8fb23f2ac83bb6c85 # v4.0.0',
] as const;

export const NODE_IMAGE = 'node:22-bookworm@sha256:363e1587494626837fa7f9a23bdb453d13b0ff3c67c705c2805cfc69c2d2fad7';

export const NODE_VERSION = '22';

export const TERRAFORM = {
  version: '1.11.4',
  /** Of `terraform_<version>_linux_amd64.zip`. */
  sha256: '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
} as const;
