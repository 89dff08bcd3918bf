/**
 * What a page with a table can do beside being read: sort by a column, show the rows with some words or one value of a
 * column, and print. Plain JavaScript for browsers, in the page as it is here, so that its hash is in the page's policy.
 * It reads the table once for each column, and changes a row only where that row changes.
 */
export const TABLE_SCRIPT = `
(() => {
  'use strict';
  const find = (id) => document.getElementById(id);
  const body = find('apps').tBodies[0];
  const rows = [...body.rows];
  const heads = [...find('apps').tHead.rows[0].cells];
  const filter = find('filter');
  const selects = [...document.querySelectorAll('select[data-column]')];
  const numbers = new Intl.NumberFormat('en');
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const unit = rows.length === 1 ? ' app' : ' apps';
  let texts;

  const show = () => {
    texts ??= rows.map((row) => row.textContent.toLowerCase());
    const words = filter.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const wanted = selects.filter(({ value }) => value !== '').map((each) => [each.dataset.column, each.value]);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits =
        words.every((word) => texts[at].includes(word)) &&
        wanted.every(([column, value]) => (row.cells[column].firstElementChild?.textContent ?? '') === value);
      if (fits) shown += 1;
      if (row.hidden === fits) row.hidden = !fits;
    });
    const all = numbers.format(rows.length);
    find('status').textContent = (shown === rows.length ? all : numbers.format(shown) + ' of ' + all) + unit;
  };

  const keys = [];
  const keysOf = (column) =>
    (keys[column] ??= new Map(
      rows.map((row) => {
        const { dataset, textContent } = row.cells[column];
        return [row, dataset.sort === undefined ? textContent.trim() : dataset.sort && Number(dataset.sort)];
      }),
    ));
  const compare = (one, other) =>
    typeof one === 'number' && typeof other === 'number' ? one - other : order.compare(one, other);

  const sort = (column) => {
    const head = heads[column];
    const direction = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const each of heads) {
      each.removeAttribute('aria-sort');
      each.querySelector('span').textContent = '';
    }
    head.setAttribute('aria-sort', direction);
    head.querySelector('span').textContent = direction === 'ascending' ? '\\u25b2' : '\\u25bc';
    const key = keysOf(column);
    const sign = direction === 'ascending' ? 1 : -1;
    const sorted = [...rows].sort((a, b) => {
      const [one, other] = [key.get(a), key.get(b)];
      // What is empty is last in both directions.
      if (one === '' || other === '') return (one === '' ? 1 : 0) - (other === '' ? 1 : 0);
      return sign * compare(one, other);
    });
    const moved = document.createDocumentFragment();
    for (const row of sorted) moved.append(row);
    body.append(moved);
  };

  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    const arrow = document.createElement('span');
    arrow.setAttribute('aria-hidden', 'true');
    button.append(...head.childNodes, arrow);
    head.append(button);
    button.addEventListener('click', () => sort(column));
  });
  filter.addEventListener('input', show);
  for (const each of selects) each.addEventListener('change', show);
  find('print').addEventListener('click', () => window.print());
  find('controls').hidden = false;
})();
`;
