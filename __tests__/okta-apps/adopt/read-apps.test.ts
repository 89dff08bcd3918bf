import { readApps } from '../../../okta-apps/adopt/read-apps';
import { template } from './support/template-app';

const text = JSON.stringify(template());
const other = JSON.stringify(template({ id: '0oa2' }));
const head = (status: string) =>
  `HTTP/2 ${status}\ncontent-type: application/json\nlink: <https://a.okta.com>; rel="self"\n\n`;
const ids = (given: string) => readApps(given, 'apps.json').map(({ app }) => app['id']);
const ONE = ['0oa9ht5knq78zN8Ni1d7'];
const BOTH = [...ONE, '0oa2'];

it.each<[string, string, readonly string[]]>([
  ['one app', text, ONE],
  ['a list', `[${text},${other}]`, BOTH],
  ['an app on each line', `${text}\r\n${other}\r\n`, BOTH],
  ['a byte order mark', `\ufeff${text}`, ONE],
  ['curl -i', head('200') + text, ONE],
  [
    'curl -i with CRLF, behind a proxy',
    `HTTP/1.1 200 Connection established\r\n\r\n${head('200').replaceAll('\n', '\r\n')}${text}`,
    ONE,
  ],
  ['curl -i several times', `${head('200')}${text}\n${head('200')}${other}`, BOTH],
  ['curl -i with JSON of several lines', head('200') + JSON.stringify(template(), undefined, 2), ONE],
])('reads %s', (_what, given, expected) => {
  expect(ids(given)).toEqual(expected);
});

it('drops a client secret, and says that there was one', () => {
  const [read] = readApps(JSON.stringify(template({ 'credentials.oauthClient.client_secret': 'hunter2' })), 'a.json');
  expect(read?.hasSecret).toBe(true);
  expect(JSON.stringify(read?.app)).not.toContain('hunter2');
});

const WANTED = 'Save what GET /api/v1/apps/{id} answers, or a list of such answers.';

it.each<[string, string, string]>([
  ['nothing', '', `apps.json is empty. ${WANTED}`],
  ['headers only', head('204'), `apps.json is empty but for headers. ${WANTED}`],
  ['no JSON', '<html>client_secret=hunter2</html>', `apps.json is not JSON. ${WANTED}`],
  ['half an app', text.slice(0, 200), `apps.json is not JSON. ${WANTED}`],
  ['an empty list', '[]', `apps.json holds no app. ${WANTED}`],
  ['a number', '5', `apps.json is 5, not an app. ${WANTED}`],
  ['a list in a list', '[[]]', `apps.json is a list, not an app. ${WANTED}`],
  [
    'an error of Okta',
    `${head('401')}{"errorCode":"E0000011","errorSummary":"Invalid token provided"}`,
    `apps.json is an error that Okta answered, not an app: "E0000011" ("Invalid token provided"). ${WANTED}`,
  ],
  [
    'a group',
    '[{"id":"00g1","profile":{"name":"Staff"}}]',
    `apps.json is not an app of Okta: it has no signOnMode, its keys are "id", "profile". ${WANTED}`,
  ],
  [
    'a state of Terraform',
    '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[],"check_results":null}',
    `apps.json is not an app of Okta: it has no signOnMode, its keys are "version", "terraform_version", "serial", "lineage", "outputs", "resources", …. ${WANTED}`,
  ],
  [
    'an id that is none',
    JSON.stringify(template({ id: '0oa1"; process.exit()' })),
    `apps.json: the id of an app must be 0oa and letters or digits, got "0oa1\\"; process.exit()". ${WANTED}`,
  ],
  [
    'the same app twice',
    `[${text},${text}]`,
    `apps.json holds the app 0oa9ht5knq78zN8Ni1d7 twice. Leave one of them out.`,
  ],
  [
    'a list with one that is none',
    `[${text},{}]`,
    `apps.json, entry 2 is not an app of Okta: it has no signOnMode, its keys are none. ${WANTED}`,
  ],
])('refuses %s', (_what, given, message) => {
  expect(() => readApps(given, 'apps.json')).toThrow(new Error(message));
});
