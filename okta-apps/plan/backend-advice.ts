/** What is the matter with the way to a state. */
type BackendFault = 'no credentials' | 'not accepted' | 'not allowed' | 'no such place' | 'not reached';

/** What to do about an error of a backend. */
export interface BackendAdvice {
  readonly fault: BackendFault;
  /** What is wrong and what to set or to run, in the grammar of a rule's `fix`. */
  readonly todo: string;
}

type Entry = readonly [fault: BackendFault, says: RegExp, todo: string];

/** How an error shows whose it is, and what each of them means; the first entry that fits counts. */
interface Service {
  readonly says: RegExp;
  readonly errors: readonly Entry[];
}

/** The words of each backend of Terraform and OpenTofu, and of the SDK of its cloud, by its type. */
const SERVICES: Readonly<Record<string, Service>> = {
  s3: {
    says: /\b(?:operation error \w+:|No valid credential sources|S3 bucket|S3:|AWS)/,
    errors: [
      [
        'no credentials',
        /No valid credential sources|NoCredentialProviders|no EC2 IMDS role found|failed to find SSO session/,
        'no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ],
      [
        'not accepted',
        /ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidClientTokenId|UnrecognizedClient|InvalidToken|InvalidGrantException|SSO session has expired/,
        'sign in to AWS again with "aws sso login", or set new credentials, because AWS does not accept these',
      ],
      [
        'not allowed',
        /sts:AssumeRole|operation error STS/,
        'let these AWS credentials assume that role in its trust policy, or take other credentials',
      ],
      ['not allowed', /\bkms:/i, 'give these AWS credentials kms:GenerateDataKey and kms:Decrypt on the key'],
      [
        'no such place',
        /NoSuchBucket|bucket (?:"[^"]*" )?does not exist|StatusCode: 404|StatusCode: 301|PermanentRedirect|AuthorizationHeaderMalformed/,
        'correct "bucket" and "region" of the backend in env/, or create the bucket',
      ],
      [
        'not allowed',
        /AccessDenied|Forbidden|StatusCode: 403|not authorized/,
        'give these AWS credentials s3:ListBucket on the bucket, and s3:GetObject, ' +
          's3:PutObject and s3:DeleteObject on the key of the state and on the key with .tflock',
      ],
    ],
  },
  gcs: {
    says: /googleapi:|storage\.NewClient|\bgoogle: |\bgs:\/\/|storage\.(?:objects|buckets)\./,
    errors: [
      [
        'no credentials',
        /could not find default credentials/,
        'no Google credentials were found: run "gcloud auth application-default login", or set GOOGLE_CREDENTIALS',
      ],
      [
        'not accepted',
        /invalid_grant|invalid_rapt|unauthorized_client|Error 401|reauth/,
        'run "gcloud auth application-default login" again, or set new credentials, because Google does not accept these',
      ],
      [
        'no such place',
        /Error 404|bucket doesn't exist|notFound/,
        'correct "bucket" of the backend in env/, or create the bucket',
      ],
      [
        'not allowed',
        /Error 403|forbidden|does not have storage\./i,
        'give these Google credentials the role roles/storage.objectUser on the bucket',
      ],
    ],
  },
  azurerm: {
    says: /\b(?:AADSTS\d+|Azure|AzureCli|azure|ARM_\w+|Authorization(?:Failed|Failure|PermissionMismatch)|Container ?NotFound|storage account|blob\.core)/i,
    errors: [
      [
        'not accepted',
        /AADSTS\d+|InvalidAuthenticationToken|AuthenticationFailed/,
        'run "az login" again, or set new credentials in ARM_CLIENT_ID and ARM_CLIENT_SECRET, because Azure does not accept these',
      ],
      [
        'no such place',
        /ContainerNotFound|ResourceGroupNotFound|ResourceNotFound|blob\.core\.windows\.net\S*: no such host/,
        'correct "resourceGroupName", "storageAccountName" and "containerName" of the backend in env/, or create what is missing',
      ],
      [
        'not allowed',
        /AuthorizationFailed|AuthorizationFailure|AuthorizationPermissionMismatch|StatusCode=403|unexpected status 403/,
        'give these Azure credentials the role "Storage Blob Data Contributor" on the container',
      ],
      [
        'no credentials',
        /AzureCli|Azure CLI|unable to build authorizer|az login|subscription.? ?id.* (?:required|configured)/i,
        'no Azure credentials were found: run "az login" and set ARM_SUBSCRIPTION_ID, or set ARM_CLIENT_ID, ' +
          'ARM_CLIENT_SECRET, ARM_TENANT_ID and ARM_SUBSCRIPTION_ID',
      ],
    ],
  },
  pg: {
    says: /\bpq: |:5432\b|PG_CONN_STR|Workspace is already locked/,
    errors: [
      [
        'not accepted',
        /password authentication failed|no pg_hba\.conf entry|role "[^"]*" (?:does not exist|is not permitted)|no password supplied/,
        'correct the user in PG_CONN_STR and the password in PGPASSWORD or ~/.pgpass, because PostgreSQL does not accept them',
      ],
      ['no such place', /database "[^"]*" does not exist/, 'correct the database in PG_CONN_STR, or create it'],
      [
        'not allowed',
        /permission denied/,
        'give this PostgreSQL user CREATE on the database, or make it the owner of the schema',
      ],
      [
        'not accepted',
        /SSL is not enabled|certificate|tls:/i,
        'set "sslmode" in PG_CONN_STR as the server has it, and PGSSLROOTCERT for its certificate',
      ],
      [
        'not reached',
        /connection refused|no such host|timeout|unreachable|reset by peer/i,
        'set PG_CONN_STR to the address of PostgreSQL, such as postgres://user@host/database; without ' +
          'it, this machine is tried',
      ],
    ],
  },
  http: {
    says: /HTTP remote state|Failed to get state: GET/,
    errors: [
      [
        'no credentials',
        /requires auth/,
        "the state's server asks for credentials: set TF_HTTP_USERNAME and TF_HTTP_PASSWORD",
      ],
      [
        'not accepted',
        /invalid auth|\b401\b|\b403\b/,
        "the state's server does not accept these credentials: correct TF_HTTP_USERNAME and TF_HTTP_PASSWORD",
      ],
    ],
  },
  cloud: {
    says: /HCP Terraform|Terraform Enterprise|app\.terraform\.io/,
    errors: [
      [
        'no credentials',
        /Required token could not be found|no token|credentials .* not found/i,
        'no token of HCP Terraform was found: run "terraform login", or set TF_TOKEN_app_terraform_io',
      ],
      [
        'not accepted',
        /unauthorized|invalid.*token/i,
        'run "terraform login" again, or set a new TF_TOKEN_app_terraform_io, because HCP Terraform does not accept the token',
      ],
      [
        'no such place',
        /organization .* (?:not found|does not exist)|resource not found/i,
        'correct "organization" and "workspace" of the backend in env/, or give the token access to them',
      ],
    ],
  },
};

const NOT_REACHED: Entry = [
  'not reached',
  /connection refused|no such host|i\/o timeout|deadline exceeded|network is unreachable|reset by peer|certificate/i,
  'the backend cannot be reached from here: check the network (HTTPS_PROXY and SSL_CERT_FILE are followed) and the ' +
    'backend in env/',
];

/**
 * What to do about an error of a backend, in the words of its service.
 *
 * @param said What Terraform said.
 * @param type Type of the backend. @default - it is recognized by the error's own words
 * @returns undefined for an error that is not known, and for one that no backend shows as its own.
 */
export function backendAdvice(said: string, type?: string): BackendAdvice | undefined {
  const text = said.replace(/\s+/g, ' ');
  const service = type === undefined ? Object.values(SERVICES).find(({ says }) => says.test(text)) : serviceOf(type);
  const entries = [...(service?.errors ?? []), ...(service === undefined ? [] : [NOT_REACHED])];
  const found = entries.find(([, says]) => says.test(text));
  return found === undefined ? undefined : { fault: found[0], todo: found[2] };
}

function serviceOf(type: string): Service | undefined {
  return Object.hasOwn(SERVICES, type) ? SERVICES[type] : undefined;
}
