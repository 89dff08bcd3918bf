import type { SecretSink } from '../../shared/secret-settings';
import { awsSink } from './aws';
import { dotenvSink } from './dotenv';
import { execSink } from './exec';
import { githubSink } from './github';
import type { Sink, SinkPlace } from './sink';
import { vaultSink } from './vault';

/** The sink of a setting. Nothing is read, asked or loaded before it is used. */
export function openSink(setting: SecretSink, place: SinkPlace): Sink {
  switch (setting.type) {
    case 'dotenv':
      return dotenvSink(setting, place);
    case 'exec':
      return execSink(setting, place);
    case 'aws-secrets-manager':
      return awsSink(setting, place);
    case 'vault-kv-v2':
      return vaultSink(setting, place);
    case 'github-actions':
      return githubSink(setting, place);
  }
}
