/** `npm run pprof`: Go's pprof for whoever has neither Go nor Graphviz. The reports are made in src/pprof. */
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Not TypeScript, on purpose: with the cache on, Node strips types only from modules that have changed, and need not
// even load its type stripper (0.1 s, as long as a small report takes).
enableCompileCache();
// A report lives for a second and keeps most of what it allocates. V8 doubles its young generation step by step and
// would copy the same objects at each; let it grow at once (a large peek takes a quarter less time).
setFlagsFromString('--semi-space-growth-factor=16');
await import('./pprof/main.ts');
