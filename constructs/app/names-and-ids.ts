import { createHash } from 'node:crypto';

/** Okta's ids of groups and of policies; anything else is a name. */
const GROUP_ID = /^00g[A-Za-z0-9]+$/;
const POLICY_ID = /^rst[A-Za-z0-9]+$/;

export function isGroupId(text: string): boolean {
  return GROUP_ID.test(text);
}

export function isPolicyId(text: string): boolean {
  return POLICY_ID.test(text);
}

/** A Terraform name for any text: readable, and no two texts have the same. */
export function terraformName(text: string): string {
  const readable = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  const name = /^[A-Za-z_]/.test(readable) ? readable : `_${readable}`;
  if (name === text) return text;
  return `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
