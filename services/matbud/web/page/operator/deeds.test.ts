// Every type that the contract's topics can hold has words, so that a new one is not told in English alone.
import { describe, expect, it } from 'vitest';
import { deedWords } from './deeds';

const contract: Record<string, string> = import.meta.glob('../../../../../proto/matbud/*/v1/*.proto', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The messages in the oneofs of the messages that topics hold. */
function typesOf(proto: string): string[] {
  const oneofs = [...proto.matchAll(/oneof (?:command|event|answer|message) \{([\s\S]*?)\n {2}\}/g)];
  return oneofs.flatMap(([, members = '']) => [...members.matchAll(/^ +(\w+) \w+ = \d+/gm)].map(([, type]) => type ?? ''));
}

describe('each record of a story', () => {
  const types = Object.values(contract).flatMap(typesOf);

  it('is found in the contract', () => {
    expect(types).toContain('OrderPlaced');
    expect(types).toContain('InputParked');
    expect(types).toContain('Accepted');
  });

  it('has words', () => {
    expect(types.filter((type) => deedWords(`matbud.x.v1.${type}`) === undefined)).toEqual([]);
  });

  it('is told as it is when nobody here knows it', () => {
    expect(deedWords('matbud.ordering.v1.OrderEaten')).toBeUndefined();
  });
});
