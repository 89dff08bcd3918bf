import { readPlan } from '../../../okta-apps/resources/read-plan';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import { review } from '../../../okta-apps/review/review';
import { rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { TODAY } from './support/reviews';
import { visibleLines } from './support/visible-lines';

function planText(apps: number): string {
  const changes = Array.from({ length: apps }, (_, at) => {
    const before = { ...SOUND_APP, label: `App ${at}`, client_id: `app-${at}`, id: `0oa${at}` };
    const after = {
      ...before,
      pkce_required: false,
      redirect_uris: ['https://shop.acme.com/cb', `https://new-${at}.example/cb`],
    };
    return rawChange(`okta_app_oauth.app-${at}`, before, after);
  });
  const drift = changes.map(({ address }, at) =>
    rawChange(address, { ...SOUND_APP, label: `Old ${at}` }, { ...SOUND_APP, label: `App ${at}` }),
  );
  return JSON.stringify(rawPlan(changes, { resource_drift: drift }));
}

/** Milliseconds for everything from the text of the plan to the three outputs. */
function time(text: string): number {
  const begin = performance.now();
  const secrets = ['a-secret-value-of-the-environment', 'another-secret-value'];
  const plan = readPlan(text, { secrets });
  const reviewed = review({
    today: TODAY,
    secrets,
    rules: {},
    stacks: [{ stack: 'a-prod', environment: 'prod', production: true, plan }],
  });
  const comment = renderMarkdown(reviewed);
  expect(comment.length).toBeLessThan(65_536);
  expect(visibleLines(comment).length).toBeLessThanOrEqual(30);
  expect(renderText(reviewed).length + renderJson(reviewed).length).toBeGreaterThan(text.length / 10);
  return performance.now() - begin;
}

it('takes ten times as long for ten times as many changed apps', () => {
  const [small, large] = [planText(200), planText(2_000)];
  time(planText(100));
  const one = Math.min(time(small), time(small));
  const ten = time(large);
  expect(ten / one).toBeLessThan(16);
}, 120_000);
