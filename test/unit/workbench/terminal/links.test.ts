import { expect, test } from 'vitest';
import { destinationOf, savedProfilePage, savedProfilesIn } from '#workbench/terminal/links.ts';

const paths = (line: string): string[] => savedProfilesIn(line).map(({ path }) => path);

test('the saved profiles that a command names, wherever the sentence puts them', () => {
  expect(paths('antes.pb.gz  depois.pb.gz')).toEqual(['antes.pb.gz', 'depois.pb.gz']);
  expect(paths('Saved profile in /home/ana/pprof/pprof.server.inuse_space.001.pb.gz')).toEqual([
    '/home/ana/pprof/pprof.server.inuse_space.001.pb.gz',
  ]);
  expect(paths('Perfil salvo em “perfis/maçã.pb.gz”.')).toEqual(['perfis/maçã.pb.gz']);
  expect(paths('(../x.pb.gz), ./y.pb.gz: pronto')).toEqual(['../x.pb.gz', './y.pb.gz']);
  const [link] = savedProfilesIn('ver antes.pb.gz');
  expect(link).toEqual({ start: 4, end: 15, path: 'antes.pb.gz' });
});

test('no profile: another ending, or an address', () => {
  expect(paths('a.pb.gzip b.pb.gz.tmp c.gz .pb')).toEqual([]);
  expect(paths('http://127.0.0.1:8080/x.pb.gz')).toEqual([]);
});

test('a process’s profile leads to our page, any other address to itself', () => {
  const heap = 'http://127.0.0.1:6061/debug/pprof/heap?gc=1';
  expect(destinationOf(heap)).toBe(`/pprof/?src=${encodeURIComponent(`live:${heap}`)}`);
  for (const url of [
    'http://127.0.0.1:6061/debug/pprof/',
    'http://127.0.0.1:8080/saude',
    'http://exemplo.com/debug/pprof/heap',
    'https://127.0.0.1/debug/pprof/heap',
  ]) {
    expect(destinationOf(url)).toBe(url);
  }
});

test('what is in a path stays in it', () => {
  const url = new URL(savedProfilePage('memory-leak', 'perfis/a&b=c#d.pb.gz'), 'http://x');
  expect(url.searchParams.get('src')).toBe('saved:memory-leak/perfis/a&b=c#d.pb.gz');
});
