import { UserError } from '../../shared/errors';
import type { SecretSink } from '../../shared/secret-settings';
import { dotenvSink } from './dotenv';
import type { Sink, SinkPlace } from './sink';

/**
 * The sink of a setting. Nothing is read or asked before it is used.
 *
 * @throws UserError for a type of sink that this release does not have.
 */
export function openSink(setting: SecretSink, place: SinkPlace): Sink {
  if (setting.type === 'dotenv') return dotenvSink(setting, place);
  throw new UserError(`this release cannot hand secrets to a sink of type "${setting.type}"`);
}
