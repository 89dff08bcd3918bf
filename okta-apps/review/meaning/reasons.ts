/** Terraform's `action_reason` in words. */
const REASON_WORDS: ReadonlyMap<string, string> = new Map([
  ['delete_because_no_resource_config', 'not in the code any more'],
  ['delete_because_no_module', 'its module is not in the code any more'],
  ['delete_because_wrong_repetition', 'count or for_each came or went'],
  ['delete_because_count_index', 'count is smaller'],
  ['delete_because_each_key', 'its key is not in for_each any more'],
  ['delete_because_no_move_target', 'moved to an address that is not in the code'],
  ['replace_because_tainted', 'left half made by the last apply (tainted)'],
  ['replace_because_cannot_update', 'cannot be changed in place'],
  ['replace_by_request', 'asked for with -replace'],
  ['replace_by_triggers', 'another resource triggers it'],
]);

/** Terraform's reason in words; an attribute that forces a replacement is its own reason. */
export function reasonWords(reason: string): string {
  return REASON_WORDS.get(reason) ?? reason;
}
