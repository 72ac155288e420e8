// Keeps the page itself on the device, so that it opens in flight mode. What the services say is not kept here.
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/** `/kitchen-table/`: each page has a worker of its own beside it. */
const home = new URL('.', self.location.href).pathname;
const shelf = `matbud.${home.replaceAll('/', '')}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const kept = (await (await fetch(`${home}kept.json`, { cache: 'no-store' })).json()) as string[];
      await (await caches.open(shelf)).addAll(kept);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

/** The page is asked for first and its kept copy is the way out; what is named by its content never changes. */
self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  const isPage = event.request.mode === 'navigate' && pathname === home;
  if (event.request.method !== 'GET' || (!isPage && !pathname.startsWith('/assets/'))) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(shelf);
      const kept = await cache.match(isPage ? home : pathname);
      if (kept && !isPage) return kept;
      try {
        const fresh = await fetch(event.request);
        if (fresh.ok) await cache.put(isPage ? home : pathname, fresh.clone());
        return fresh;
      } catch (error) {
        if (kept) return kept;
        throw error;
      }
    })(),
  );
});

export {};
