import { randomUUID } from 'node:crypto';
import { object } from '../../shared/json';
import { headOf } from '../../shared/known-secrets';
import { jsonOf } from '../../shared/read-file';
import type { AwsSecretsManagerSink } from '../../shared/secret-settings';
import { documentOf, isSameDocument, merged, plainDocument, refuseOther } from './document';
import { missingPackage, optionalPackage } from './optional-package';
import {
  LONGEST_TEXT,
  nameFor,
  SinkError,
  TIMEOUT_MS,
  type SecretDocument,
  type SecretOwner,
  type Sink,
  type SinkErrorKind,
  type SinkPlace,
} from './sink';

const PACKAGE = '@aws-sdk/client-secrets-manager';

/** Tags that hold what no consumer reads. Their values are letters, digits, spaces and `_.:/=+-@`. */
const TAGS = { app: 'okta-apps:app', environment: 'okta-apps:environment', clientId: 'okta-apps:client-id' } as const;
const INTENT_TAG = 'okta-apps:intent';

/** What is used of the SDK; it is installed only where this sink is used. */
interface Sdk {
  readonly SecretsManagerClient: new (configuration: object) => { send(command: object): Promise<SecretValue> };
  readonly GetSecretValueCommand: Command;
  readonly DescribeSecretCommand: Command;
  readonly PutSecretValueCommand: Command;
  readonly CreateSecretCommand: Command;
  readonly TagResourceCommand: Command;
  readonly UntagResourceCommand: Command;
}

type Command = new (input: object) => object;

interface SecretValue {
  readonly SecretString?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/**
 * A secret of AWS Secrets Manager, as JSON. Credentials are those that the official SDK finds. Secrets Manager cannot
 * compare and set, so an intent is a tag: a value that was read before is never written again.
 *
 * @param timeoutMs What one request may take. @default 10,000
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/managing-secrets_tagging.html
 */
export function awsSink(setting: AwsSecretsManagerSink, { folder }: SinkPlace, timeoutMs = TIMEOUT_MS): Sink {
  const { region } = setting;
  const nameOf = (owner: SecretOwner) => nameFor(setting.name, owner);
  const describe = (owner: SecretOwner) => `secret ${nameOf(owner)} of AWS Secrets Manager in ${region}`;
  let opened: { readonly sdk: Sdk; readonly client: { send(command: object): Promise<SecretValue> } } | undefined;
  const send = async (owner: SecretOwner, command: (sdk: Sdk) => object): Promise<SecretValue> => {
    if (opened === undefined) {
      const sdk = optionalPackage(PACKAGE, folder) as Sdk;
      const requestHandler = { requestTimeout: timeoutMs, connectionTimeout: timeoutMs, throwOnRequestTimeout: true };
      opened = { sdk, client: new sdk.SecretsManagerClient({ region, maxAttempts: 2, requestHandler }) };
    }
    try {
      return await opened.client.send(command(opened.sdk));
    } catch (error) {
      throw isMissing(error) ? error : refusal(error, describe(owner));
    }
  };
  /** Undefined for what does not exist. */
  const found = async (owner: SecretOwner, command: (sdk: Sdk) => object): Promise<SecretValue | undefined> => {
    try {
      return await send(owner, command);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  const current = async (owner: SecretOwner): Promise<SecretDocument | undefined> => {
    const [place, input] = [describe(owner), { SecretId: nameOf(owner) }];
    const described = await found(owner, (sdk) => new sdk.DescribeSecretCommand(input));
    if (described === undefined) return undefined;
    const tags = new Map((described.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    const tagged = Object.fromEntries(Object.entries(TAGS).map(([name, tag]) => [name, tags.get(tag)]));
    const [time, run] = (tags.get(INTENT_TAG) ?? '').split(' ');
    const text = (await found(owner, (sdk) => new sdk.GetSecretValueCommand(input)))?.SecretString;
    // What is no document of this tool has no app; the tags of this tool must not make it one.
    const own = text === undefined ? tagged : object(jsonOf(text));
    const whole = { ...own, ...(run !== undefined && { intent: { run, time } }) };
    refuseOther(whole, owner, place);
    const document = documentOf(whole, owner);
    if (document === undefined && text !== undefined)
      throw new SinkError('refused', `${place} holds something else; give the app a secret of its own`);
    return document;
  };
  const put = async ({ intent, ...document }: SecretDocument, exists: boolean): Promise<void> => {
    const SecretId = nameOf(document);
    const { app, environment, clientId } = document;
    const Tags = [
      { Key: TAGS.app, Value: app },
      { Key: TAGS.environment, Value: environment },
      { Key: TAGS.clientId, Value: clientId },
      ...(intent === undefined ? [] : [{ Key: INTENT_TAG, Value: `${intent.time} ${intent.run}` }]),
    ];
    const value = document.clientSecret !== undefined && {
      ClientRequestToken: randomUUID(),
      SecretString: JSON.stringify(plainDocument(document)),
    };
    if (!exists) {
      await send(document, (sdk) => new sdk.CreateSecretCommand({ Name: SecretId, Tags, ...value }));
      return;
    }
    if (value !== false) await send(document, (sdk) => new sdk.PutSecretValueCommand({ SecretId, ...value }));
    await send(document, (sdk) => new sdk.TagResourceCommand({ SecretId, Tags }));
    if (intent === undefined)
      await send(document, (sdk) => new sdk.UntagResourceCommand({ SecretId, TagKeys: [INTENT_TAG] }));
  };
  /** Also a secret that has no value yet, such as one that Terraform made. */
  const exists = async (owner: SecretOwner): Promise<boolean> =>
    (await found(owner, (sdk) => new sdk.DescribeSecretCommand({ SecretId: nameOf(owner) }))) !== undefined;
  return {
    describe,
    needs: () => Promise.resolve(missingPackage(PACKAGE, folder)),
    write: async (document) => {
      const kept = await current(document);
      const next = merged(kept, document);
      await put(document, kept !== undefined || (await exists(document)));
      const stored = await current(document);
      if (stored !== undefined && isSameDocument(stored, next)) return 'verified';
      throw new SinkError('lost', `${describe(document)} was written and holds something else now`);
    },
    read: async (owner) => (await current(owner)) ?? 'empty',
  };
}

function isMissing(error: unknown): boolean {
  return (error as Error).name === 'ResourceNotFoundException';
}

function refusal(error: unknown, place: string): SinkError {
  const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (status === undefined && !DENIED.test(name))
    return new SinkError(
      'unreachable',
      `${place}: ${name === 'TimeoutError' ? 'no answer in time' : 'it cannot be reached'}`,
    );
  return new SinkError(kindOf(name, status), `${place}: ${name}: ${headOf(message, LONGEST_TEXT)}`);
}

function kindOf(name: string, status = 0): SinkErrorKind {
  if (DENIED.test(name)) return 'denied';
  if (/Throttling|TooManyRequests|LimitExceeded/.test(name) || status === 429) return 'busy';
  if (name === 'ResourceExistsException') return 'conflict';
  return status >= 500 ? 'unreachable' : 'refused';
}

const DENIED =
  /AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|MissingAuthentication|InvalidClientTokenId|CredentialsProvider|IncompleteSignature/;
