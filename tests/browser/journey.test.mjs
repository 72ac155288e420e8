// From the kitchen table to the door, on the embedded log.
import { after, before, describe, it } from 'node:test';
import { fromKitchenTableToDoor } from './journey.mjs';
import { Town } from './stage.mjs';

// Monday at ten: Kolsås delivers the same day, and nobody else has delivered anything yet. A quarter of a second is a
// minute, so that the half hour between two messages to somebody passes.
const monday = { speed: 240, words: ['--skip-hours', '4', '--you-drive'] };

describe('an order', { timeout: 120_000 }, () => {
  let town;
  before(async () => {
    town = await Town.start(monday);
  });
  after(() => town.end());

  it('comes from the kitchen table to the door, through every page', () => fromKitchenTableToDoor(town, { delivered: 0 }));
});
