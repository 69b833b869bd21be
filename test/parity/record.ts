/**
 * Records the fixtures of the parity suite from the real `go tool pprof`, which must be on this machine (Go 1.19):
 *
 *   node test/parity/record.ts
 *
 * Run it after a change of `cases.ts` or of a profile. An output of more than a few kilobytes is kept as its digest:
 * the difference can be seen wherever Go is installed, since the suite then asks it again.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { BASES, casesOf, SUBJECTS } from './cases.ts';
import { fixtureFile, toRecord, type Recording } from './fixtures.ts';
import { ROOT, runReference } from './reference.ts';

for (const [file, options] of BASES) {
  const profile = `test/parity/profiles/${file}.pb.gz`;
  const output = `-output=${profile.replace('.pb.gz', '.base.pb.gz')}`;
  execFileSync('go', ['tool', 'pprof', '-symbolize=none', output, ...options, profile], { cwd: ROOT, stdio: 'pipe' });
}
for (const subject of SUBJECTS) {
  const recordings: Recording[] = casesOf(subject).map((args) => {
    const outcome = runReference(args);
    return { args, ...toRecord(outcome) };
  });
  writeFileSync(fixtureFile(subject.file), gzipSync(JSON.stringify(recordings), { level: 9 }));
  console.log(`${subject.file}: ${recordings.length}`);
}
