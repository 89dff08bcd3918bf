import { requestsAtRandom } from './support/random-requests';
import { startVisibleOrg } from './support/visible-org';

test('no request of 3,000 gets a 500, every refusal is in the envelope, and a refusal changes nothing', async () => {
  const visible = await startVisibleOrg();
  try {
    const counts = await requestsAtRandom(visible, 3_000);
    const told = [...counts].sort().map(([status, count]) => `${count} × ${status}`);
    process.stdout.write(`fuzz of the local org: ${told.join(', ')}\n`);
    expect(counts.get(200) ?? 0).toBeGreaterThan(100);
  } finally {
    await visible.close();
  }
}, 180_000);
