import type { DocumentProblem, ProblemKind } from '../../document/problem';
import type { ChangeRule, Subject } from './change-rule';

/** One thing in a synthesized document, or beside it, that is on no list of what may be there. */
export interface DocumentSubject extends Subject {
  readonly problem: DocumentProblem;
}

const JSON_SYNTAX = 'https://developer.hashicorp.com/terraform/language/syntax/json';
const BACKEND = 'https://developer.hashicorp.com/terraform/language/backend';
const REQUIREMENTS = 'https://developer.hashicorp.com/terraform/language/providers/requirements';
const OKTA = 'https://registry.terraform.io/providers/okta/okta/latest/docs';
const REMOVE = 'remove it, or accept it with a waiver in env/';

/** What to do about one kind of problem, and the check that finds it: in a module, the advice says in which file it is. */
function of(kind: ProblemKind, must: string, fix = REMOVE): Pick<ChangeRule<DocumentSubject>, 'fix' | 'check'> {
  return {
    fix,
    *check({ problem }) {
      if (problem.kind !== kind) return;
      const { prop, value, why, address, at } = problem;
      const place = at === undefined ? {} : { fix: { words: `${fix}; it is in {at}`, slots: { at } } };
      yield { prop, must, value: value ?? why ?? address, ...place };
    },
  };
}

const notListed: ChangeRule<DocumentSubject> = {
  id: 'document/not-listed',
  severity: 'block',
  title: 'The synthesized configuration has a block, a meta-argument or a setting that is not on the allow-list.',
  see: JSON_SYNTAX,
  impact: 'Terraform or OpenTofu may act on it before there is a plan, or in a way that no plan shows',
  ...of('not-listed', 'be a block or a setting that this review knows'),
};

const runsPrograms: ChangeRule<DocumentSubject> = {
  id: 'document/runs-programs',
  severity: 'block',
  title: 'The synthesized configuration runs a program: a provisioner, a connection, or the provider `external`.',
  see: 'https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax',
  impact: 'a program runs at plan or apply, with the credentials of the org and of the state',
  ...of('runs-programs', 'not run a program'),
};

const typeNotListed: ChangeRule<DocumentSubject> = {
  id: 'document/type-not-listed',
  severity: 'block',
  title: 'The synthesized configuration uses a provider other than okta/okta.',
  see: REQUIREMENTS,
  impact: 'another provider is a program that runs at plan and apply, with the credentials of the org and of the state',
  ...of('type-not-listed', 'be of okta/okta'),
};

const providerConfiguration: ChangeRule<DocumentSubject> = {
  id: 'document/provider-configuration',
  severity: 'block',
  title: 'The provider block of okta/okta sets a credential, or sends requests elsewhere.',
  see: OKTA,
  impact: 'the credential of the org could be sent to another host, or another credential could be used',
  ...of('provider-configuration', 'be left out', 'remove it; the credential comes from the environment'),
};

const otherBackend: ChangeRule<DocumentSubject> = {
  id: 'document/other-backend',
  severity: 'block',
  title: 'A stack keeps its state somewhere other than the base specifies.',
  see: BACKEND,
  impact: 'Terraform would start from a different state, and write what it knows about the org to it',
  ...of('other-backend', 'be that of the base', 'restore the backend, or accept the move with a waiver in env/'),
};

const otherState: ChangeRule<DocumentSubject> = {
  id: 'document/other-state',
  severity: 'block',
  title: 'The configuration reads the state of a stack outside this environment.',
  see: 'https://developer.hashicorp.com/terraform/language/state/remote-state-data',
  impact: 'a plan would contact the backend of that state and read values from it',
  ...of('other-state', 'be the backend of a stack of this environment'),
};

const secretInState: ChangeRule<DocumentSubject> = {
  id: 'document/secret-in-state',
  severity: 'block',
  title: 'An attribute or a data source would put a secret into the state.',
  see: 'https://developer.hashicorp.com/terraform/language/manage-sensitive-data',
  impact: 'anyone who may read the state or the plan can read the secret in plain text',
  ...of('secret-in-state', 'not bring a secret into the state', 'use a write-only attribute, or none'),
};

const moduleNotRead: ChangeRule<DocumentSubject> = {
  id: 'document/module-not-read',
  severity: 'block',
  title: 'The configuration calls a module that is not among its assets, or whose files cannot be read.',
  see: 'https://developer.hashicorp.com/terraform/language/modules/syntax',
  impact: 'what the module creates, runs or sends was not reviewed',
  ...of(
    'module-not-read',
    'be a local module in plain HCL',
    'correct it, declare its resources as constructs, or accept it with a waiver in env/',
  ),
};

const TERRAFORM_EXPRESSIONS = 'https://developer.hashicorp.com/terraform/language/expressions';

const syntax: ChangeRule<DocumentSubject> = {
  id: 'document/syntax',
  severity: 'block',
  title: 'An expression of the synthesized configuration cannot be read.',
  see: TERRAFORM_EXPRESSIONS,
  impact: 'how Terraform would read the expression is not known',
  ...of('syntax', 'be an expression that this review can read', 'write it with constructs and Fn of cdktf'),
};

const functionCall: ChangeRule<DocumentSubject> = {
  id: 'document/function',
  severity: 'block',
  title: 'The configuration calls a function whose result this review cannot know.',
  see: 'https://developer.hashicorp.com/terraform/language/functions',
  impact: 'the apply may use a different value from the one that was reviewed',
  ...of('function', 'call only functions that follow from the text alone', 'write the value into the code'),
};

const undecidable: ChangeRule<DocumentSubject> = {
  id: 'review/undecidable',
  severity: 'block',
  title: 'A value is read from outside the configuration, where that is not allowed.',
  see: TERRAFORM_EXPRESSIONS,
  impact: 'what is applied is decided at the apply, by something that was not reviewed',
  ...of('undecidable', 'be determined by the configuration', 'write the value into the code'),
};

const otherFile: ChangeRule<DocumentSubject> = {
  id: 'document/other-file',
  severity: 'block',
  title: 'Terraform, OpenTofu or the provider would read a file beside the synthesized configuration.',
  see: 'https://developer.hashicorp.com/terraform/language/files/override',
  impact: 'plain `cdktf deploy` would apply it too, and it is not part of what is reviewed',
  ...of('other-file', 'not exist', 'delete it, and synthesize again: okta-apps synth'),
};

const unusualAsset: ChangeRule<DocumentSubject> = {
  id: 'document/unusual-asset',
  severity: 'block',
  title: 'An asset is a link, a hidden file or an override of configuration.',
  see: 'https://developer.hashicorp.com/terraform/cdktf/concepts/assets',
  impact: 'a link can point to any file on the machine that plans, and an override changes the configuration',
  ...of('unusual-asset', 'be an ordinary file', 'replace it with a regular file without a leading dot'),
};

/** Rules about what a document may hold at all. */
export const documentRules: readonly ChangeRule<DocumentSubject>[] = [
  runsPrograms,
  notListed,
  typeNotListed,
  providerConfiguration,
  otherBackend,
  otherState,
  secretInState,
  moduleNotRead,
  syntax,
  functionCall,
  undecidable,
  otherFile,
  unusualAsset,
];
