import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { '@kit': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: { include: ['common/web/kit/tests/**/*.test.ts', 'services/*/web/page/**/*.test.ts'] },
});
