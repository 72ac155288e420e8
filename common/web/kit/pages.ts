// The pages there are: each lies beside the service that owns it, and answers under its own address.

export interface PageOf {
  /** Its address: `/kitchen-table/`. */
  name: string;
  /** Where it lies, from the root of the repository; `index.html` and, for one that works offline, `worker.ts`. */
  folder: string;
  worksOffline: boolean;
}

export const pages: readonly PageOf[] = [
  { name: 'kitchen-table', folder: 'services/ordering/web/page', worksOffline: true },
];
