import type { HttpBindings } from '@hono/node-server';
import type { OpenLab } from './lab-registry.ts';

/** What a handler finds in its Hono context. */
export interface ServerEnv {
  readonly Bindings: HttpBindings;
}

/** Below `/labs/:id`: the lab has been found. */
export interface LabEnv extends ServerEnv {
  readonly Variables: { readonly open: OpenLab };
}
