import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SessionInfo } from './contract.ts';

const packageJson = z.object({ version: z.string() });

/** What the page may say about the workshop it talks to. */
export function sessionInfo(): SessionInfo {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = packageJson.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { version, node: process.version, platform: `${process.platform} ${process.arch}` };
}
