import { openClient } from '../../../../okta-apps/okta/client';
import { RequestPace } from '../../../../okta-apps/okta/request-pace';
import type { Candidate } from '../../../../okta-apps/secrets/rotate/candidates';
import { logOfRun } from '../../../../okta-apps/secrets/rotate/okta-hands';
import { fakeOrg, json } from '../../okta/support/fake-org';
import { APP } from './support/world';

const candidate = { app: APP, appId: '0oa1' } as Candidate;

test.each([
  [403, 1],
  [500, 3],
])('a log that answers %i is asked %i times for three apps', async (status, times) => {
  let count = 0;
  const org = await fakeOrg((_request, response) => {
    count += 1;
    json(response, status, { errorCode: 'E', errorSummary: 'no' });
  });
  try {
    const pace = new RequestPace({ percent: 100, perMinute: Infinity });
    const log = logOfRun({ client: openClient(org.url, { type: 'api-token', token: 'token' }), pace });
    for (let app = 0; app < 3; app += 1) expect((await log(candidate, 0)).kind).toBe('not looked at');
    expect(count).toBe(times);
  } finally {
    await org.close();
  }
});
