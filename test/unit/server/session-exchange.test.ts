import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await openWorkshop({ 'index.html': '<!doctype html>', 'licoes/um/index.html': '<!doctype html>' });
});
afterAll(() => workshop[Symbol.asyncDispose]());

const follow = (url: string | URL, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

function tokenLink(path: string): URL {
  const url = new URL(path, workshop.origin);
  url.searchParams.append('token', new URL(workshop.startUrl).searchParams.get('token') ?? '');
  return url;
}

test('the start link trades the token for the cookie and leads to an address without it', async () => {
  const answer = await follow(workshop.startUrl);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(`${workshop.origin}/`);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const [cookie, hint] = answer.headers.getSetCookie();
  // For the pages to know that it is worth asking; it opens nothing.
  expect(hint).toBe('vazou-here=1; Path=/; SameSite=Strict');
  expect(cookie).toMatch(new RegExp(`^vazou-${workshop.port}=.+; Path=/; HttpOnly; SameSite=Strict$`));
  expect(await (await workshop.api('/session')).json()).toMatchObject({ node: process.version });
});

test('the token works again while the workshop runs: a closed browser opens the same link', async () => {
  const [first, second] = [await follow(workshop.startUrl), await follow(workshop.startUrl)];
  expect([first.status, second.status]).toEqual([303, 303]);
});

test('the token opens any page, and keeps the rest of its address', async () => {
  const answer = await follow(tokenLink('/licoes/um/?passo=3&x=%2F'));
  expect(answer.headers.get('location')).toBe(`${workshop.origin}/licoes/um/?passo=3&x=%2F`);
});

test('the redirect leads nowhere else, even from a path that looks like a host', async () => {
  const link = `${workshop.origin}//evil.example/${tokenLink('/').search}`;
  expect((await follow(link)).headers.get('location')).toBe(`${workshop.origin}//evil.example/`);
});

test('a wrong token gets no cookie, a sentence in Portuguese, and no page', async () => {
  for (const token of ['', 'x', workshop.cookie.split('=')[1]]) {
    const answer = await follow(`${workshop.origin}/?token=${token}`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toMatch(/^Este link é de outra execução/);
  }
});

test('a token in an API address, a POST or a HEAD opens nothing', async () => {
  expect((await follow(tokenLink('/api/session'))).status).toBe(401);
  const posted = await follow(tokenLink('/'), { method: 'POST', headers: { origin: workshop.origin } });
  expect(posted.headers.get('set-cookie')).toBeNull();
  const head = await follow(tokenLink('/'), { method: 'HEAD' });
  expect(head.headers.get('set-cookie')).toBeNull();
});

test('two workshops do not share sessions', async () => {
  await using other = await openWorkshop();
  const answer = await fetch(`${workshop.origin}/api/session`, { headers: { cookie: other.cookie } });
  expect(answer.status).toBe(401);
});
