// From the kitchen table to the door, on Apache Kafka. A test of its own (ctest -R browser_kafka): a broker takes its time.
import { after, before, describe, it } from 'node:test';
import { fromKitchenTableToDoor } from './journey.mjs';
import { haveBroker, KafkaTown } from './kafka-town.mjs';

const skip = haveBroker() ? false : "the broker's jars cannot be had";

describe('an order on Kafka', { timeout: 300_000, skip }, () => {
  let town;
  before(async () => {
    town = await KafkaTown.start();
  });
  after(() => town?.end());

  it('comes from the kitchen table to the door, through every page', () => fromKitchenTableToDoor(town, { delivered: 1 }));
});
