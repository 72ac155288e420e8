// Builds every page into one folder, as the programs carry them: <page>/index.html, and assets/ with names that change
// with their content.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defineConfig, transformWithEsbuild, type Plugin } from 'vite';
import { pages } from './pages';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const target = ['safari16', 'chrome110', 'firefox115'];

/** The worker of the pages that work offline, as one script: not every browser lets a worker import. */
async function worker(): Promise<string> {
  const source = fileURLToPath(new URL('./src/offline/worker.ts', import.meta.url));
  return (await transformWithEsbuild(await readFile(source, 'utf8'), source, { minify: true, target, format: 'iife' })).code;
}

/** The icon as home screens want it: iPads take no SVG, others want these two sizes, and each cuts its own corners. */
const iconSizes = { touch: 180, small: 192, large: 512 };
async function drawnIcon(size: number): Promise<Uint8Array> {
  const words = ['-b', '#0062ba', '-w', `${size}`, '-h', `${size}`, fileURLToPath(new URL('./src/icon.svg', import.meta.url))];
  return (await promisify(execFile)('rsvg-convert', words, { encoding: 'buffer' })).stdout;
}

/** Puts each page's document where its address says, and its worker beside it with the list of what to keep. */
function placed(): Plugin {
  return {
    name: 'matbud-placed',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const drawn = async (size: number) =>
        `/${this.getFileName(this.emitFile({ type: 'asset', name: `home-${size}.png`, source: await drawnIcon(size) }))}`;
      const touchIcon = await drawn(iconSizes.touch);
      const icons = [];
      for (const size of [iconSizes.small, iconSizes.large])
        icons.push({ src: await drawn(size), sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' });
      for (const page of pages) {
        const document = bundle[`${page.folder}/index.html`];
        if (!document || document.type !== 'asset') throw new Error(`${page.folder}/index.html was not built`);
        document.fileName = `${page.name}/index.html`;
        let html = String(document.source).replace('</head>', `  <link rel="apple-touch-icon" href="${touchIcon}">\n  </head>`);
        const manifest = /<link rel="manifest"[^>]*href="\/([^"]+)"/.exec(html)?.[1];
        if (manifest) {
          const written = bundle[manifest];
          if (written?.type !== 'asset') throw new Error(`${manifest} was not built`);
          const source = JSON.stringify({ ...JSON.parse(String(written.source)), icons });
          delete bundle[manifest];
          // Under a name that stays, so that a new icon reaches who has installed the page.
          this.emitFile({ type: 'asset', fileName: `${page.name}/manifest.webmanifest`, source });
          html = html.replace(`/${manifest}`, `/${page.name}/manifest.webmanifest`);
        }
        document.source = html;
        if (!page.worksOffline) continue;
        const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
        const drawings = Object.keys(bundle).filter((name) => name.startsWith('assets/icon-'));
        // Each once: a browser keeps none of a list that names one twice.
        const kept = [...new Set([`/${page.name}/`, ...assets, ...drawings.map((name) => `/${name}`)])];
        this.emitFile({ type: 'asset', fileName: `${page.name}/kept.json`, source: JSON.stringify(kept) });
        this.emitFile({ type: 'asset', fileName: `${page.name}/worker.js`, source: await worker() });
      }
    },
  };
}

/** Icons inside style sheets become files of their own: the content policy allows no data: addresses. */
function iconsAsFiles(): Plugin {
  const inline = /url\(\s*(["']?)data:image\/svg\+xml(?:;charset=[\w-]+)?,([^"')]*)\1\s*\)/g;
  return {
    name: 'matbud-icons',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        const style = String(file.source).replace(inline, (_whole, _quote: string, data: string) => {
          const icon = this.emitFile({ type: 'asset', name: 'icon.svg', source: decodeURIComponent(data) });
          return `url(/${this.getFileName(icon)})`;
        });
        if (style.includes('url(data:') || style.includes('url("data:')) throw new Error(`${file.fileName} still holds data: addresses`);
        file.source = style;
      }
    },
  };
}

export default defineConfig({
  root,
  publicDir: false,
  resolve: { alias: { '@kit': fileURLToPath(new URL('./src', import.meta.url)) } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  plugins: [iconsAsFiles(), placed()],
  build: {
    target,
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content policy allows no data: addresses
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: Object.fromEntries(
        pages.map((page) => [page.name, `${root}/${page.folder}/index.html`]),
      ),
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
