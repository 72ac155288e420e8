// The pages there are: each lies beside the service that owns it, and answers under its own address.

export interface PageOf {
  /** Its address: `/kitchen-table/`. */
  name: string;
  /** Where its `index.html` lies, from the root of the repository. */
  folder: string;
  /** Whether it is kept on the device (`src/offline/worker.ts`); it then registers `/<name>/worker.js`. */
  worksOffline: boolean;
}

export const pages: readonly PageOf[] = [
  { name: 'kitchen-table', folder: 'services/ordering/web/page', worksOffline: true },
  { name: 'operator', folder: 'services/matbud/web/page/operator', worksOffline: false },
  { name: 'dispatcher', folder: 'services/dispatch/web/page/dispatcher', worksOffline: false },
  { name: 'driver', folder: 'services/dispatch/web/page/driver', worksOffline: true },
  { name: 'manager', folder: 'services/audit/web/page', worksOffline: false },
  { name: 'packing', folder: 'services/grocer_bridge/web/page', worksOffline: true },
];
