// What the page keeps on the device: small records by key, in IndexedDB.

/** A named place for records of one kind. Every call is durable when its promise is fulfilled. */
export interface Shelf<T> {
  get(key: string): Promise<T | undefined>;
  put(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
  /** All records in the order of their keys. */
  all(): Promise<T[]>;
  clear(): Promise<void>;
}

const shelves = ['drafts', 'outbox', 'seen'] as const;
export type ShelfName = (typeof shelves)[number];

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the device keeps nothing'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the device keeps nothing'));
  });
}

/** Opens the device's store; one a sign-in, so that nobody sees what another has typed on the same iPad. */
export async function openShelves(owner: string): Promise<<T>(name: ShelfName) => Shelf<T>> {
  const opening = indexedDB.open(`matbud.${owner}`, 1);
  opening.onupgradeneeded = () => {
    for (const name of shelves) opening.result.createObjectStore(name);
  };
  const database = await done(opening);
  return <T>(name: ShelfName): Shelf<T> => {
    const reading = () => database.transaction(name, 'readonly').objectStore(name);
    const write = async (change: (store: IDBObjectStore) => void) => {
      // Strict: a tap that was shown as kept must outlive a battery that dies.
      const transaction = database.transaction(name, 'readwrite', { durability: 'strict' });
      change(transaction.objectStore(name));
      await committed(transaction);
    };
    return {
      get: (key) => done(reading().get(key) as IDBRequest<T | undefined>),
      put: (key, value) => write((store) => store.put(value, key)),
      remove: (key) => write((store) => store.delete(key)),
      all: () => done(reading().getAll() as IDBRequest<T[]>),
      clear: () => write((store) => store.clear()),
    };
  };
}

/** Forgets everything that was kept for this sign-in. */
export async function forget(owner: string): Promise<void> {
  await done(indexedDB.deleteDatabase(`matbud.${owner}`));
}
