import {
  checkRules,
  outputRules,
  planRules,
  type CheckSubject,
  type OutputSubject,
  type PlanSubject,
} from '../../../../okta-apps/review/change-rules/plan-rules';
import type { Diagnostic } from '../../../../okta-apps/plan/diagnostics';
import type { OutputChange } from '../../../../okta-apps/plan/plan';
import { rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { planOf, recordedStack } from '../support/reviews';
import { testRules } from '../support/rule-cases';

const AROUND = { place: {}, production: true };
const REPLACEMENT = rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, {
  actions: ['delete', 'create'],
  replace_paths: [['client_id']],
});
const REVERT = 'revert what makes Terraform destroy it; the planned change lists the attribute';

function plan(more: Record<string, unknown> = {}, changes: unknown[] = []): PlanSubject {
  return { ...AROUND, plan: planOf(rawPlan(changes, more)), failure: undefined, diagnostics: [] };
}

function failed(diagnostics: readonly Partial<Diagnostic>[], failure?: string): PlanSubject {
  const full = diagnostics.map((each) => ({ severity: 'error' as const, summary: '', detail: '', ...each }));
  return { ...AROUND, plan: undefined, failure, diagnostics: full };
}

function recorded(name: string): PlanSubject {
  const { plan: made, failure, diagnostics = [] } = recordedStack(name);
  return { ...AROUND, plan: made, failure, diagnostics };
}

/** Terraform names the group in the message, which the golden files have in full. */
const MISSING_GROUP = recorded('16-group-assignments.missing-group');

const PREVENTED: Partial<Diagnostic> = {
  summary: 'Instance cannot be destroyed',
  detail:
    'Resource okta_app_oauth.web has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.',
};
const warning: Partial<Diagnostic> = { severity: 'warning', summary: 'Argument is deprecated' };

describe('rules about a plan', () => {
  testRules(planRules, {
    'plan/destroy-prevented': {
      good: [
        ['a whole plan that replaces', plan({}, [REPLACEMENT])],
        ['another error', failed([{ summary: 'oops' }])],
        ['an errored plan that destroys nothing', plan({ errored: true })],
      ],
      bad: [
        [
          'what Terraform says',
          failed([PREVENTED]),
          [`resource must be kept (prevent_destroy), got "Instance cannot be destroyed"; ${REVERT}`],
        ],
        [
          'an errored plan whose messages were not kept',
          plan({ errored: true }, [REPLACEMENT]),
          [
            `resource must be kept (as it seems, prevent_destroy stopped the plan), got {"errored":true,"action":"replace","because":["client_id"]}; ${REVERT}`,
          ],
        ],
      ],
    },
    'app/deleted-outside': {
      good: [
        ['an app that may not be read', recorded('21-forbidden.may-not-read')],
        [
          'an import of an id that the org does not have',
          failed([{ summary: 'failed to get OAuth application: 404 Not Found', fix: 'correct the ID' }]),
        ],
      ],
      bad: [
        [
          'an instance of a stack',
          {
            ...failed([
              { summary: 'failed to get OAuth application: 404 Not Found', address: 'okta_app_oauth.a["b"]' },
            ]),
            place: { stack: 'shop-dev' },
          },
          [
            `app must exist in Okta, got "failed to get OAuth application: 404 Not Found"; find out who deleted it; then "terraform state rm 'okta_app_oauth.a["b"]'" in cdktf.out/run/shop-dev and a new apply recreate it: with a new ID and a new secret, and without users who were assigned one by one`,
          ],
        ],
        [
          'an app that Okta does not have any more',
          recorded('14-deleted-outside.plan'),
          [
            'app must exist in Okta, got "failed to get OAuth application: 404 Not Found"; find out who deleted it; then "terraform state rm okta_app_oauth.app" and a new apply recreate it: with a new ID and a new secret, and without users who were assigned one by one',
          ],
        ],
      ],
    },
    'plan/failed': {
      good: [
        ['a whole plan', plan()],
        ['a warning', failed([warning])],
        ['prevent_destroy, of which another rule speaks', failed([PREVENTED], 'terraform plan ended with an error')],
        ['a deleted app, of which another rule speaks', recorded('14-deleted-outside.plan')],
        ['a stack that was not planned', failed([])],
      ],
      bad: [
        [
          'a refused token',
          recorded('21-forbidden.bad-token'),
          [
            'plan must succeed, got "[ERROR] failed validate configuration: error with v3 SDK client: 401 Unauthorized"; check that the token of the plan credential is set, valid and of this org',
          ],
        ],
        [
          'a token that may not read',
          recorded('21-forbidden.may-not-read'),
          [
            'plan must succeed, got "failed to get OAuth application: 403 Forbidden"; give the plan credential the scopes and the role that reading needs',
          ],
        ],
        [
          'a group that is not there',
          MISSING_GROUP,
          [
            `plan must succeed, got ${JSON.stringify(MISSING_GROUP.diagnostics[0]?.summary)}; create it in this org first, or correct its name`,
          ],
        ],
        [
          'an AWS error of the backend, which is not about a role of Okta',
          failed([{ summary: 'operation error S3: PutObject, StatusCode: 403, api error AccessDenied: Forbidden' }]),
          [
            'plan must succeed, got "operation error S3: PutObject, StatusCode: 403, api error AccessDenied: Forbidden"; give these AWS credentials s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on the key of the state and on the key with .tflock',
          ],
        ],
        [
          'an error of another provider',
          failed([{ summary: 'creating IAM Role: 403 Forbidden', address: 'module.aws.aws_iam_role.a["b.c"]' }]),
          ['plan must succeed, got "creating IAM Role: 403 Forbidden"; fix the cause and plan again'],
        ],
        [
          'an error that says itself what to do',
          failed([{ summary: 'Unable to find remote state', fix: 'apply groups-dev first' }]),
          ['plan must succeed, got "Unable to find remote state"; apply groups-dev first'],
        ],
        [
          'a rate limit',
          failed([], '429 Too Many Requests'),
          ['plan must succeed, got "429 Too Many Requests"; plan again when the rate limit of the org has been reset'],
        ],
        [
          'an errored plan without a reason',
          plan({ errored: true }),
          ['plan must be complete, got "errored"; read what Terraform printed'],
        ],
        [
          'any other error',
          failed([{ summary: 'a', detail: 'b' }]),
          ['plan must succeed, got "a: b"; fix the cause and plan again'],
        ],
      ],
    },
  });
});

const output = (values: Partial<OutputChange>): OutputSubject => ({
  ...AROUND,
  output: { name: 'secret', kind: 'update', sensitiveBefore: true, sensitiveAfter: false, ...values },
});

describe('rules about an output', () => {
  testRules(outputRules, {
    'output/no-longer-sensitive': {
      good: [
        ['one that stays sensitive', output({ sensitiveAfter: true })],
        ['one that was open before', output({ sensitiveBefore: false })],
        ['one that goes', output({ kind: 'delete' })],
      ],
      bad: [
        [
          'one that is open now',
          output({}),
          ['output secret must stay sensitive, got false; mark it as sensitive again'],
        ],
      ],
    },
  });
});

const check = (problems: readonly string[]): CheckSubject => ({
  ...AROUND,
  check: { address: 'check.group_staff', status: 'fail', problems },
});

describe('rules about a check', () => {
  it('never sees a check that holds: the plan keeps failed ones only', () => {
    expect(
      planOf(rawPlan([], { checks: [{ address: { to_display: 'check.x' }, status: 'pass' }] })).failedChecks,
    ).toEqual([]);
  });
  testRules(checkRules, {
    'check/not-evaluated': {
      good: [['a check that fails', check(['x'])]],
      bad: [
        [
          'a check that only the apply evaluates',
          { ...AROUND, check: { address: 'check.group_staff', status: 'unknown', problems: [] } },
          ['check.group_staff must hold, got "known after the apply"; check what the apply reports'],
        ],
      ],
    },
    'check/failed': {
      good: [],
      bad: [
        [
          'what it says',
          check(['found "Staff Extra"']),
          ['check.group_staff must hold, got "found \\"Staff Extra\\""; fix what it reports before the apply'],
        ],
      ],
    },
  });
});
