import { signal } from '@preact/signals';
import { afterEach, expect, test, vi } from 'vitest';
import { keepPageTitle } from '#workbench/pprof-page/page-title.ts';

afterEach(() => vi.unstubAllGlobals());

test('the title names what is open, for as long as it is', () => {
  vi.stubGlobal('document', { title: 'Ver um perfil' });
  const owner = new AbortController();
  const name = signal<string | null>(null);
  keepPageTitle(() => name.value, owner.signal);
  expect(document.title).toBe('Ver um perfil');
  name.value = 'heap.pb.gz';
  expect(document.title).toBe('heap.pb.gz · Ver um perfil');
  name.value = null;
  expect(document.title).toBe('Ver um perfil');

  name.value = 'cpu.pb.gz';
  owner.abort();
  expect(document.title).toBe('Ver um perfil');
});
