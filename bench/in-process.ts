/**
 * The engine against the parser that react-pprof and others use (pprof-format), in one process:
 * `node bench/in-process.ts FILE` prints milliseconds as JSON. The file must not be gzipped.
 */
import { decodeProfile } from '#pprof/codec.ts';
import { layoutFlame } from '#pprof/flame.ts';
import { topData } from '#pprof/report/top.ts';
import { readFileSync } from 'node:fs';
import { Profile } from 'pprof-format';
// Its own file: the package's door imports style sheets.
import { FlameDataProcessor } from '../node_modules/react-pprof/dist/renderer/FlameDataProcessor.js';

const ROUNDS = 7;

const bytes = new Uint8Array(readFileSync(process.argv[2]!));

/** Best of several rounds: the others measure the machine. */
function best(work: () => unknown): number {
  let shortest = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** For what takes long enough to be measured at once. */
function once(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const profile = decodeProfile(bytes);
console.log(
  JSON.stringify({
    parse: best(() => decodeProfile(bytes)),
    parsePeer: best(() => Profile.decode(bytes)),
    top: best(() => topData(profile)),
    flame: best(() => layoutFlame(profile)),
    all: best(() => {
      const read = decodeProfile(bytes);
      topData(read);
      layoutFlame(read);
    }),
    allPeer: once(() => new FlameDataProcessor().processProfile(Profile.decode(bytes))),
  }),
);
