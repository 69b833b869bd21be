import { expect, test } from 'vitest';
import { remoteFileName, remoteSeconds } from '#workbench/pprof-page/remote-address.ts';

test.each([
  ['http://127.0.0.1:6060/debug/pprof/heap', 0, 0],
  ['127.0.0.1:6060/debug/pprof/heap', 5, 5],
  ['127.0.0.1:6060/debug/pprof/profile', 0, 30],
  ['127.0.0.1:6060/debug/pprof/profile?seconds=10', 0, 10],
  ['127.0.0.1:6060/debug/pprof/profile?seconds=10', 5, 5],
  ['127.0.0.1:6060/debug/pprof/profile?seconds=900', 0, 60],
  ['not an address', 0, 0],
])('%s, asked for %i s: the process records for %i s', (url, asked, seconds) => {
  expect(remoteSeconds(url, asked)).toBe(seconds);
});

test('the file is named after the process and the profile', () => {
  expect(remoteFileName('127.0.0.1:6060/debug/pprof/heap?gc=1')).toBe('127.0.0.1-6060-heap.pb.gz');
  expect(remoteFileName('not an address')).toBe('perfil.pb.gz');
});
