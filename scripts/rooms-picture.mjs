// Draws docs/architecture/rooms.svg from rooms.txt: a room is on the floor below the lowest room that may import it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../docs/architecture/', import.meta.url));
const [BOX_WIDTH, BOX_HEIGHT, GAP, FLOOR] = [124, 38, 22, 92];

/** A bar below all others in place of a line from each. */
const EVERYWHERE = 'shared';

const rooms = new Map(
  readFileSync(`${folder}rooms.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([room, below]) => [
      room,
      below
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ]),
);
const known = (room) => rooms.get(room).filter((name) => rooms.has(name));
const importersOf = (room) => [...rooms.keys()].filter((name) => known(name).includes(room));
const floorOf = (room) => 1 + Math.max(-1, ...importersOf(room).map(floorOf));
const reach = (room) => known(room).flatMap((name) => [name, ...reach(name)]);
/** Without lines that another way down shows already. */
const lines = (room) => known(room).filter((name) => !known(room).some((other) => reach(other).includes(name)));

const floors = [];
for (const room of rooms.keys()) (floors[floorOf(room)] ??= []).push(room);
/** Rooms of a floor are below those that lead to them, so that few lines cross. */
for (const [floor, names] of floors.entries()) {
  const above = floors[floor - 1] ?? [];
  const middle = (room) => {
    const at = importersOf(room).flatMap((name) =>
      above.includes(name) && lines(name).includes(room) ? [above.indexOf(name)] : [],
    );
    return at.length === 0 ? above.length : at.reduce((sum, index) => sum + index, 0) / at.length;
  };
  names.sort((a, b) => middle(a) - middle(b));
}
const width = Math.max(...floors.map(({ length }) => length)) * (BOX_WIDTH + GAP) + GAP;
const height = floors.length * FLOOR;

/** Side by side in the middle; a room that is alone on its floor is below those that lead to it. */
const place = new Map();
for (const [floor, names] of floors.entries()) {
  const y = floor * FLOOR + (FLOOR - BOX_HEIGHT) / 2;
  const [only] = names;
  const leading = importersOf(only).filter((name) => lines(name).includes(only));
  const middle = leading.reduce((sum, name) => sum + (place.get(name)?.x ?? 0), 0) / leading.length;
  for (const [index, room] of names.entries()) {
    const left = (width - names.length * (BOX_WIDTH + GAP) + GAP) / 2 + index * (BOX_WIDTH + GAP);
    place.set(room, { x: names.length === 1 ? Math.round(middle) : left, y });
  }
}
const arrows = [...rooms.keys()].flatMap((room) =>
  lines(room)
    .filter((name) => name !== EVERYWHERE)
    .map((name) => {
      const [from, to] = [place.get(room), place.get(name)];
      return `  <line x1="${from.x + BOX_WIDTH / 2}" y1="${from.y + BOX_HEIGHT}" x2="${to.x + BOX_WIDTH / 2}" y2="${to.y - 6}"/>`;
    }),
);
const boxes = [...place]
  .filter(([room]) => room !== EVERYWHERE)
  .map(
    ([room, { x, y }]) =>
      `  <rect x="${x}" y="${y}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="5"/><text x="${x + BOX_WIDTH / 2}" y="${y + 24}">${room}</text>`,
  );

boxes.push(
  `  <rect x="${GAP}" y="${place.get(EVERYWHERE).y}" width="${width - 2 * GAP}" height="${BOX_HEIGHT}" rx="5"/><text x="${width / 2}" y="${place.get(EVERYWHERE).y + 24}">${EVERYWHERE}: every room may import it</text>`,
);

writeFileSync(
  process.argv[2] ?? `${folder}rooms.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>Rooms: each may import the rooms that a line leads down to, and those below them that rooms.txt lists</title>
<defs><marker id="tip" viewBox="0 0 6 6" refX="3" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#57606a"/></marker></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<g stroke="#57606a" stroke-width="1">
${arrows.map((line) => line.replace('/>', ' marker-end="url(#tip)"/>')).join('\n')}
</g>
<g fill="#ddf4ff" stroke="#0969da" font-family="sans-serif" font-size="13" text-anchor="middle">
${boxes.map((box) => box.replace('<text ', '<text fill="#1f2328" stroke="none" ')).join('\n')}
</g>
</svg>
`,
);
