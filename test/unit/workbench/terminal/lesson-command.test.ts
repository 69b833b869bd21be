import { expect, test } from 'vitest';
import type { LabState } from '#server/contract.ts';
import { lessonCommand } from '#workbench/terminal/lesson-command.ts';

const STOPPED: LabState = { kind: 'stopped' };
const READY = {
  kind: 'ready',
  variant: 'mine',
  pid: 1,
  since: 0,
  code: 'a',
  addresses: { service: 'http://127.0.0.1:8083/', diagnostics: 'http://127.0.0.1:6064/debug/pprof/' },
} satisfies LabState;

test.each([
  ['npm run lab', 'lab'],
  ['npm run lab memory-leak', 'lab memory-leak'],
  ['npm run lab memory-leak -- --load', 'lab memory-leak --load'],
  ['npm run lab memory-leak -- --check --solution', 'lab memory-leak --check --solution'],
  ['npm run pprof -- -top antes.pb.gz', 'pprof -top antes.pb.gz'],
  ['npm run doctor', 'npm run doctor'],
  ['npm run labs:check', 'npm run labs:check'],
  ['go tool pprof -top antes.pb.gz', 'go tool pprof -top antes.pb.gz'],
])('%s', (written, run) => {
  expect(lessonCommand(written, STOPPED)).toBe(run);
});

test('addresses are those of the lab that is running, and no others change', () => {
  expect(lessonCommand('curl -o x http://127.0.0.1:6060/debug/pprof/heap', READY)).toBe(
    'curl -o x http://127.0.0.1:6064/debug/pprof/heap',
  );
  expect(lessonCommand('curl localhost:8080/saude && echo 8080 6060', READY)).toBe(
    'curl localhost:8083/saude && echo 8080 6060',
  );
  expect(lessonCommand('curl http://127.0.0.1:60600/ http://exemplo.com:6060/', READY)).toBe(
    'curl http://127.0.0.1:60600/ http://exemplo.com:6060/',
  );
  expect(lessonCommand('curl http://127.0.0.1:6060/', STOPPED)).toBe('curl http://127.0.0.1:6060/');
});
