/** The types that a lab's code sees, from the packages that are installed: Node's own, without any network. */
import { DIAGNOSTICS_TYPES } from './diagnostics-types.ts';

const files = import.meta.glob<string>(
  ['/node_modules/@types/node/**/*.d.ts', '!**/ts5.*/**', '/node_modules/undici-types/*.d.ts'],
  { query: '?raw', import: 'default', eager: true },
);

/** Monaco's TypeScript resolves a package by its package.json, like any other; these say only where the types are. */
const manifest = (name: string, types: string): string => JSON.stringify({ name, types });

export const libraries: readonly { readonly filePath: string; readonly content: string }[] = [
  ...Object.entries(files).map(([path, content]) => ({ filePath: `file://${path}`, content })),
  { filePath: 'file:///node_modules/@types/node/package.json', content: manifest('@types/node', 'index.d.ts') },
  { filePath: 'file:///node_modules/undici-types/package.json', content: manifest('undici-types', 'index.d.ts') },
  {
    filePath: 'file:///node_modules/vazou/package.json',
    content: JSON.stringify({ name: 'vazou', exports: { './diagnostics': './diagnostics.d.ts' } }),
  },
  { filePath: 'file:///node_modules/vazou/diagnostics.d.ts', content: DIAGNOSTICS_TYPES },
];
