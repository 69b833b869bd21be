// @ts-check
import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import { fileURLToPath } from 'node:url';
import { lazyCss } from './src/integrations/lazy-css.ts';
import { subsetFonts } from './src/integrations/subset-font.ts';
import { workshopDev } from './src/integrations/workshop-dev.ts';
import { t } from '#i18n/index.ts';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Pages that stand among the lessons of a part and are no lessons.
 * @type {Record<string, ({ slug: string, label?: string } | { link: string, label: string })[]>}
 */
const EXTRA_PAGES = {
  comecando: [{ slug: 'index', label: 'A trilha' }, { slug: 'oficina' }],
  referencia: [{ link: '/pprof/', label: 'Ver um perfil' }],
};

export default defineConfig({
  // The address that the workshop's guards expect; `localhost` may mean IPv6 and would be another origin.
  server: { host: '127.0.0.1', port: 4321 },
  devToolbar: { enabled: false },
  // Pages come from this machine: fetching them ahead would only cost a script on each.
  prefetch: false,
  vite: {
    plugins: [
      lazyCss(/[\\/](?:monaco-editor|uplot|@xterm|workbench)[\\/]/),
      subsetFonts([
        { file: /inter-latin-wght-normal/, weight: { min: 400, max: 700 }, features: ['kern', 'mark', 'ccmp', 'tnum'] },
        { file: /jetbrains-mono-latin-wght-normal/, weight: 400, features: ['mark', 'ccmp'] },
      ]),
    ],
    resolve: {
      alias: [
        { find: /^@pagefind\/default-ui$/, replacement: here('./src/components/lazy-pagefind.ts') },
        { find: /^@pagefind\/default-ui\/css\/ui\.css$/, replacement: here('./src/styles/pagefind-later.css') },
      ],
    },
    build: {
      // Starlight's own small scripts are written into the page, as it means them to be; the server's content policy
      // allows each by its hash. Ours stay files.
      assetsInlineLimit: (file) => (/SplitView/.test(file) ? false : undefined),
      // Everything is served from this machine: to fetch a chunk's imports ahead of it gains nothing.
      modulePreload: false,
      // Monaco's TypeScript worker is 2.7 MB gzipped and loads only with the editor; the warning would be noise.
      chunkSizeWarningLimit: 12_000,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
  integrations: [
    starlight({
      title: 'Vazou',
      description: 'Oficina prática para achar, provar e corrigir vazamentos de memória com pprof em Node.js.',
      locales: { root: { label: 'Português do Brasil', lang: 'pt-BR' } },
      disable404Route: true,
      components: {
        PageTitle: './src/components/PageTitle.astro',
        SiteTitle: './src/components/SiteTitle.astro',
        MarkdownContent: './src/components/MarkdownContent.astro',
        TwoColumnContent: './src/components/TwoColumnContent.astro',
      },
      customCss: ['tokens', 'fonts', 'reading', 'split'].map((sheet) => `./src/styles/${sheet}.css`),
      expressiveCode: {
        defaultProps: {
          wrap: true,
          overridesByLang: {
            // A command is a line to copy, not a drawing of a window.
            'sh,console': { frame: 'none' },
            // Columns that stand below each other.
            text: { frame: 'none', wrap: false },
          },
        },
        styleOverrides: {
          borderRadius: 'var(--vz-radius)',
          borderColor: 'var(--vz-border)',
          codeFontFamily: 'var(--sl-font-mono)',
          codeFontSize: '0.875rem',
          codeLineHeight: '1.6',
          uiFontFamily: 'var(--vz-font)',
          frames: { shadowColor: 'transparent' },
        },
      },
      // A part is a folder, a lesson a file in it: a new one shows up by itself, at its `sidebar.order`.
      sidebar: Object.entries(t.lesson.parts).map(([directory, { title }]) => ({
        label: title,
        items: [...(EXTRA_PAGES[directory] ?? []), { autogenerate: { directory } }],
      })),
    }),
    workshopDev(),
  ],
});
