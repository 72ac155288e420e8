import type { Shelf } from '@kit/offline/shelf';

/** A shelf that outlives the page that uses it, and not the test. */
export function inMemory<T>(): Shelf<T> {
  const kept = new Map<string, T>();
  return {
    get: async (key) => kept.get(key),
    put: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
    all: async () => [...kept.keys()].sort().map((key) => kept.get(key) as T),
    clear: async () => kept.clear(),
  };
}
