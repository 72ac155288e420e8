// What a browser fetches before a page can be seen, on a slow network in a back room or a van.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Hands, screens, Town } from './stage.mjs';

/** Compressed, without what the services answer. */
const bytesMax = 150_000;

const pages = {
  'the kitchen table': ['/kitchen-table/?as=care_worker/worker-1/3024/hjemmetjenesten-vest', '.table-citizens a'],
  packing: ['/packing/?as=picker/picker-1/3024/dagros', 'h1'],
  'the run sheet': ['/driver/?as=driver/nobody/3024', 'h1'],
  'the runs': ['/dispatcher/?as=dispatcher/dispatcher-1/3024', '.leaflet-container'],
  'the operator': ['/operator/?as=operator/operator-1', 'tbody tr'],
  'the manager': ['/manager/?as=manager/manager-1/3024', 'h1'],
  'the sign-in': ['/sign-in', 'h1'],
  'the status': ['/', 'h1'],
};

describe('the first load', { timeout: 120_000 }, () => {
  let town;
  before(async () => {
    town = await Town.start();
  });
  after(() => town.end());

  for (const [name, [path, sign]] of Object.entries(pages)) {
    it(`of ${name} is small`, async (test) => {
      const hands = await Hands.take(town, screens.phone);
      try {
        await hands.goTo(path);
        await hands.page.locator(sign).first().waitFor();
        await hands.page.waitForLoadState('load');
        const loads = await hands.page.evaluate(() =>
          ['navigation', 'resource']
            .flatMap((kind) => performance.getEntriesByType(kind))
            .map(({ name: address, encodedBodySize }) => [new URL(address).pathname, encodedBodySize])
            .filter(([address]) => !address.startsWith('/api/')),
        );
        const bytes = loads.reduce((sum, [, size]) => sum + size, 0);
        test.diagnostic(`${bytes} bytes in ${loads.length} files`);
        assert.ok(bytes > 0 && bytes <= bytesMax, `${bytes} bytes: ${JSON.stringify(loads)}`);
      } finally {
        await hands.put();
      }
    });
  }
});
