/** One point of the growth curve, in a process of its own: `node bench/growth.ts SAMPLES` prints it as JSON. */
import { decodeProfile, encodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { layoutFlame } from '#pprof/flame.ts';
import { topData } from '#pprof/report/top.ts';
import { generateProfile } from './generate.ts';

const samples = Number(process.argv[2]);
const bytes = encodeProfile(generateProfile(samples));
const before = process.resourceUsage().maxRSS;
const start = performance.now();
const decoded = decodeProfile(bytes);
const parsed = performance.now();
const profile = combineProfiles({ profiles: [decoded] });
const combined = performance.now();
topData(profile);
const topped = performance.now();
layoutFlame(profile);
const end = performance.now();
console.log(
  JSON.stringify({
    samples,
    megabytes: bytes.length / 1e6,
    parse: parsed - start,
    combine: combined - parsed,
    top: topped - combined,
    flame: end - topped,
    total: end - start,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    beforeMegabytes: before / 1024,
  }),
);
