import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { Field } from './messages';
import { CALLS, MESSAGES } from './messages';

const PACKAGE = 'tfplugin6';

function toProtobufField([type, id, rule]: Field): { type: string; id: number; rule?: string; keyType?: string } {
  if (rule === 'map') return { type, id, keyType: 'string' };
  return rule === 'repeated' ? { type, id, rule } : { type, id };
}

function namespace(): Parameters<typeof fromJSON>[0] {
  const messages = Object.entries(MESSAGES).map(([name, fields]) => [
    name,
    { fields: Object.fromEntries(Object.entries(fields).map(([field, spec]) => [field, toProtobufField(spec)])) },
  ]);
  const methods = Object.entries(CALLS).map(([name, [requestType, responseType]]) => [
    name,
    { requestType, responseType },
  ]);
  const nested = Object.fromEntries(messages) as Record<string, unknown>;
  nested['Provider'] = { methods: Object.fromEntries(methods) as object };
  return { nested: { [PACKAGE]: { nested } } } as Parameters<typeof fromJSON>[0];
}

/** The gRPC definition of `tfplugin6.Provider`, as protocol 6 numbers it. Field names stay as they are in the protocol. */
export const PROVIDER_SERVICE = fromJSON(namespace(), { keepCase: true, longs: Number, defaults: true })[
  `${PACKAGE}.Provider`
] as ServiceDefinition;
