/** `npm run pprof`: Go's pprof for whoever has neither Go nor Graphviz. The reports are made in src/pprof. */
import { enableCompileCache } from 'node:module';

// Not TypeScript, on purpose: with the cache on, Node strips types only from modules that have changed, and need not
// even load its type stripper (0.1 s, as long as a small report takes).
enableCompileCache();
await import('./pprof/main.ts');
