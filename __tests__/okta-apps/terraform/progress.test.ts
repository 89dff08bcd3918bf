import { progressOn } from '../../../okta-apps/terraform/progress';

function written(isTTY: boolean, columns = 80): string {
  let text = '';
  const progress = progressOn({ write: (more) => (text += more), isTTY, columns }, 2);
  progress.at('shop-dev', 'init');
  progress.at('desk-dev', 'plan');
  progress.at('desk-dev', 'plan', '(3 done)');
  progress.at('shop-dev', undefined);
  progress.clear();
  return text;
}

test('on a terminal one line is written over', () => {
  const wipe = '\r\u001b[K';
  expect(written(true)).toBe(
    `${wipe}[0/2] shop-dev: init${wipe}[0/2] shop-dev: init  desk-dev: plan${wipe}[0/2] shop-dev: init  desk-dev: plan (3 done)${wipe}[1/2] desk-dev: plan (3 done)${wipe}`,
  );
});

test('the line does not become wider than the terminal', () => {
  expect(written(true, 12)).toContain('[0/2] shop-\r');
});

test('elsewhere each phase is a line of its own', () => {
  expect(written(false)).toBe('shop-dev: init\ndesk-dev: plan\n');
});

test('a terminal that does not say how wide it is counts as 80', () => {
  expect(written(true, 0)).toBe(written(true));
});
