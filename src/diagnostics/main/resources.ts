import { readdirSync } from 'node:fs';
import type { OpenResources } from '../agent.ts';

/** Linux and macOS list a process's descriptors as files of a folder; Windows has no such place. */
const DESCRIPTORS = process.platform === 'linux' ? '/proc/self/fd' : process.platform === 'darwin' ? '/dev/fd' : null;

/** Kept from the start: what the app puts in their place later must not answer for them. */
const activeResources = process.getActiveResourcesInfo.bind(process);
const list = readdirSync;

export function readResources(): OpenResources {
  const active = activeResources();
  const count = (kind: string): number => active.filter((name) => name === kind).length;
  return { all: active.length, sockets: count('TCPSocketWrap'), timers: count('Timeout'), files: openFiles() };
}

function openFiles(): number | null {
  if (DESCRIPTORS === null) return null;
  try {
    // The listing itself holds one open.
    return list(DESCRIPTORS).length - 1;
  } catch {
    // Every descriptor taken, or a system without the folder: the reading must not fail over it.
    return null;
  }
}
