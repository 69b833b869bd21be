import { readFileSync } from 'node:fs';

/** A recorded profile of the parity tests. */
export const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../parity/profiles/${name}.pb.gz`, import.meta.url)));
