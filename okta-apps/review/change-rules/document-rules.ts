import type { DocumentProblem, ProblemKind } from '../../document/problem';
import type { Violation } from '../../../rules/engine';
import type { ChangeRule, Subject } from './change-rule';

/** One thing in a synthesized document, or beside it, that is on no list of what may be there. */
export interface DocumentSubject extends Subject {
  readonly problem: DocumentProblem;
}

const JSON_SYNTAX = 'https://developer.hashicorp.com/terraform/language/syntax/json';
const BACKEND = 'https://developer.hashicorp.com/terraform/language/backend';
const REQUIREMENTS = 'https://developer.hashicorp.com/terraform/language/providers/requirements';
const OKTA = 'https://registry.terraform.io/providers/okta/okta/latest/docs';
const FIX = 'remove it, or accept it with a waiver in env/';

/** The violation of a rule that is about one kind of problem. */
function of(kind: ProblemKind, must: string, todo = FIX) {
  return function* ({ problem }: DocumentSubject): Generator<Violation> {
    if (problem.kind !== kind) return;
    const { prop, value, why, address, at } = problem;
    yield { prop, must, value: value ?? why ?? address, todo: at === undefined ? todo : `${todo}; it is in ${at}` };
  };
}

const notListed: ChangeRule<DocumentSubject> = {
  id: 'document/not-listed',
  severity: 'block',
  summary: 'The synthesized configuration has a block, a meta-argument or a setting that is not on the allow-list.',
  see: JSON_SYNTAX,
  means: 'Terraform or OpenTofu may act on it before there is a plan, or in a way that no plan shows',
  check: of('not-listed', 'be a block or a setting that this review knows'),
};

const runsPrograms: ChangeRule<DocumentSubject> = {
  id: 'document/runs-programs',
  severity: 'block',
  summary: 'The synthesized configuration runs a program: a provisioner, a connection, or the provider `external`.',
  see: 'https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax',
  means: 'a program runs at plan or apply, with the credentials of the org and of the state',
  check: of('runs-programs', 'not run a program'),
};

const typeNotListed: ChangeRule<DocumentSubject> = {
  id: 'document/type-not-listed',
  severity: 'block',
  summary: 'The synthesized configuration uses a provider, or a type of one, that is not okta/okta.',
  see: REQUIREMENTS,
  means: 'another provider is a program that runs at plan and apply, with the credentials of the org and of the state',
  check: of('type-not-listed', 'be of okta/okta'),
};

const providerConfiguration: ChangeRule<DocumentSubject> = {
  id: 'document/provider-configuration',
  severity: 'block',
  summary: 'The block of okta/okta sets a credential, or sends requests elsewhere.',
  see: OKTA,
  means: 'the credential of the org could be sent to another host, or another credential could be used',
  check: of('provider-configuration', 'be left out', 'remove it; the credential comes from the environment'),
};

const otherBackend: ChangeRule<DocumentSubject> = {
  id: 'document/other-backend',
  severity: 'block',
  summary: 'The state of a stack is in another place than the base says for this environment.',
  see: BACKEND,
  means: 'Terraform would start from another state, and write what it knows of the org there',
  check: of('other-backend', 'be that of the base', 'restore the backend, or accept the move with a waiver in env/'),
};

const otherState: ChangeRule<DocumentSubject> = {
  id: 'document/other-state',
  severity: 'block',
  summary: 'The configuration reads a state that is not that of a stack of this environment.',
  see: 'https://developer.hashicorp.com/terraform/language/state/remote-state-data',
  means: 'a plan would send a request to the place of that state, and take values from it',
  check: of('other-state', 'be the backend of a stack of this environment'),
};

const secretInState: ChangeRule<DocumentSubject> = {
  id: 'document/secret-in-state',
  severity: 'block',
  summary: 'An attribute or a data source would put a secret into the state.',
  see: 'https://developer.hashicorp.com/terraform/language/manage-sensitive-data',
  means: 'everyone who may read the state or the plan reads the secret in clear',
  check: of('secret-in-state', 'not bring a secret into the state', 'use a write-only attribute, or none'),
};

const moduleNotRead: ChangeRule<DocumentSubject> = {
  id: 'document/module-not-read',
  severity: 'block',
  summary: 'The configuration calls a module that is not among its assets, or whose files cannot be read.',
  see: 'https://developer.hashicorp.com/terraform/language/modules/syntax',
  means: 'what the module makes, runs or sends was not looked at',
  check: of(
    'module-not-read',
    'be a local module in plain HCL',
    'correct it, declare its resources as constructs, or accept it with a waiver in env/',
  ),
};

const TERRAFORM_EXPRESSIONS = 'https://developer.hashicorp.com/terraform/language/expressions';

const syntax: ChangeRule<DocumentSubject> = {
  id: 'document/syntax',
  severity: 'block',
  summary: 'An expression of the synthesized configuration cannot be read.',
  see: TERRAFORM_EXPRESSIONS,
  means: 'what Terraform takes the expression for is not known',
  check: of('syntax', 'be an expression that this review can read', 'write it with constructs and Fn of cdktf'),
};

const functionCall: ChangeRule<DocumentSubject> = {
  id: 'document/function',
  severity: 'block',
  summary: 'The synthesized configuration calls a function whose result is not in what is reviewed.',
  see: 'https://developer.hashicorp.com/terraform/language/functions',
  means: 'the apply may use another value than the one that was reviewed',
  check: of('function', 'call only functions that follow from the text alone', 'write the value into the code'),
};

const undecidable: ChangeRule<DocumentSubject> = {
  id: 'review/undecidable',
  severity: 'block',
  summary: 'A value is read from outside the configuration, where that is not allowed.',
  see: TERRAFORM_EXPRESSIONS,
  means: 'what is applied is decided at the apply, by something that was not reviewed',
  check: of('undecidable', 'be determined by the configuration', 'write the value into the code'),
};

const otherFile: ChangeRule<DocumentSubject> = {
  id: 'document/other-file',
  severity: 'block',
  summary:
    'A file beside the synthesized configuration is one that Terraform, OpenTofu or the provider would read there.',
  see: 'https://developer.hashicorp.com/terraform/language/files/override',
  means: 'plain `cdktf deploy` would apply it too, and it is not part of what is reviewed',
  check: of('other-file', 'not exist', 'delete it, and synthesize again: okta-apps synth'),
};

const unusualAsset: ChangeRule<DocumentSubject> = {
  id: 'document/unusual-asset',
  severity: 'block',
  summary: 'An asset is a link, a hidden file or an override of configuration.',
  see: 'https://developer.hashicorp.com/terraform/cdktf/concepts/assets',
  means: 'a link can lead to any file of the machine that plans, and an override changes configuration',
  check: of('unusual-asset', 'be an ordinary file', 'replace it with a regular file without a leading dot'),
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
