import { Agent } from 'node:https';
import { createServer } from 'node:net';
import { fetchThrough } from '../../../okta-apps/okta/agent-fetch';
import { freePort, listen } from '../../support/cuttable-proxy';

test('a server that does not answer in time, and one that does not exist', async () => {
  const send = fetchThrough(new Agent());
  const silent = createServer((socket) => socket.on('error', () => undefined).resume());
  const url = `https://127.0.0.1:${await listen(silent, 0)}`;
  await expect(send(url, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' });
  await new Promise((resolve) => silent.close(resolve));
  const none = send(`https://127.0.0.1:${await freePort()}`, { signal: AbortSignal.timeout(5000) });
  await expect(none).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
