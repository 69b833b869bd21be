import { expect, test } from 'vitest';
import { indexPage } from '#diagnostics/http/index-page.ts';
import { heap } from '#diagnostics/profiles/heap.ts';
import { memstats } from '#diagnostics/profiles/memstats.ts';

const root = 'http://127.0.0.1:6060/debug/pprof/';

test('like Go’s: its title, a line and a link for each profile, and how to ask for it', () => {
  const page = indexPage([heap, memstats], { program: '/app/server.ts' }, root);
  expect(page).toContain('<title>/debug/pprof/</title>');
  expect(page).toContain("<td><a href='heap?debug=1'>heap</a></td>");
  expect(page).toContain("<td><a href='memstats?debug=1'>memstats</a></td>");
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
  const page = indexPage([heap, memstats], { program: 'app' }, root);
  expect(page).not.toMatch(/(?:src|href)=['"]?(?:https?:)?\/\//);
});
