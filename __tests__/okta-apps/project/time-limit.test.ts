import { limitTime } from '../../../okta-apps/project/time-limit';
import { neverStopped } from '../../support/run-cli';

const NOTE =
  '"node main.js" has not ended after a minute. Does it hold a server, a timer or a connection open? ' +
  'It is stopped after 10 minutes.\n';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function limited(stop = neverStopped()) {
  const said: string[] = [];
  return { said, ...limitTime('node main.js', { stop, stderr: { write: (text) => said.push(text) } }) };
}

test('an app that does not end is named after a minute, once, and stopped after ten', () => {
  const { said, stop, isOver } = limited();
  jest.advanceTimersByTime(59_999);
  expect(said).toEqual([]);
  jest.advanceTimersByTime(539_999);
  expect({ said, over: isOver(), asked: stop.asked.aborted }).toEqual({ said: [NOTE], over: false, asked: false });
  jest.advanceTimersByTime(2);
  expect({ said, over: isOver(), asked: stop.asked.aborted }).toEqual({ said: [NOTE], over: true, asked: true });
});

test('nothing is said of one that has ended', () => {
  const { said, isOver, release } = limited();
  release();
  jest.advanceTimersByTime(3_600_000);
  expect({ said, over: isOver() }).toEqual({ said: [], over: false });
});

test('Ctrl-C stops the app, and is not taken for the end of its time', () => {
  const asked = new AbortController();
  const { stop, isOver } = limited({ ...neverStopped(), asked: asked.signal });
  asked.abort();
  jest.advanceTimersByTime(3_600_000);
  expect({ asked: stop.asked.aborted, over: isOver() }).toEqual({ asked: true, over: false });
});
