import { UserError } from '../../shared/errors';
import type { SecretSink } from '../../shared/secret-settings';
import { dotenvSink } from './dotenv';
import { execSink } from './exec';
import type { Sink, SinkPlace } from './sink';
import { vaultSink } from './vault';

/**
 * The sink of a setting. Nothing is read or asked before it is used.
 *
 * @throws UserError for a type of sink that this release does not have.
 */
export function openSink(setting: SecretSink, place: SinkPlace): Sink {
  switch (setting.type) {
    case 'dotenv':
      return dotenvSink(setting, place);
    case 'exec':
      return execSink(setting, place);
    case 'vault-kv-v2':
      return vaultSink(setting, place);
    default:
      throw new UserError(`this release cannot hand secrets to a sink of type "${setting.type}"`);
  }
}
