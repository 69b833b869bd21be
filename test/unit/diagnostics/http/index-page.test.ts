import { expect, test } from 'vitest';
import { indexPage } from '#diagnostics/http/index-page.ts';
import { heap } from '#diagnostics/profiles/heap.ts';
import { memstats } from '#diagnostics/profiles/memstats.ts';

const listed = [
  { profile: heap, count: 42 },
  { profile: memstats, count: null },
];
const root = 'http://127.0.0.1:6060/debug/pprof/';

test('like Go’s: its title, a line and a link for each profile, and how to ask for it', () => {
  const page = indexPage(listed, { program: '/app/server.ts' }, root);
  expect(page).toContain('<title>/debug/pprof/</title>');
  expect(page).toContain("<a href='heap?debug=1'>heap</a>");
  expect(page).toContain("<a href='memstats?debug=1'>memstats</a>");
  expect(page).toContain("<a href='goroutine?debug=2'>full goroutine stack dump</a>");
  expect(page).toContain(`go tool pprof -top ${root}heap`);
  expect(page).toContain('<html lang="pt-BR">');
  expect(page).toContain(`processo ${process.pid}`);
});

test('a program’s name is text, whatever is in it', () => {
  const page = indexPage([], { program: '<img src=x onerror="alert(1)">.ts' }, root);
  expect(page).not.toContain('<img');
  expect(page).toContain('&#60;img');
});

test('nothing on it comes from another host', () => {
  const page = indexPage(listed, { program: 'app' }, root);
  expect(page).not.toMatch(/(?:src|href)=['"]?(?:https?:)?\/\//);
});

test('how many there are, a dash where that is not known, and whether it is safe, not in colour alone', () => {
  const page = indexPage(listed, { program: 'app' }, root);
  const [heapRow, memstatsRow] = page.split('\n').filter((line) => line.startsWith('<tr><th scope="row">'));
  expect(heapRow).toContain('>42</td>');
  expect(memstatsRow).toContain('>–</span></td>');
  expect(heapRow).toContain('<b>Sim</b>');
  expect(memstatsRow).toContain('<b>Sim</b>: sem <code>gc=1</code>');
});
