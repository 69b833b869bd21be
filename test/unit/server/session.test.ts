import { expect, test } from 'vitest';
import { addressOf } from '#server/address.ts';
import { Session } from '#server/session.ts';

const address = addressOf('http://127.0.0.1:4321');

function cookieOf(session: Session): string {
  const [pair = ''] = session.setCookie.split(';');
  return pair;
}

test('the cookie is of this port, out of reach of scripts and of other sites', () => {
  const session = new Session(address);
  expect(session.setCookie).toMatch(/^vazou-4321=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('the session is opened by its cookie, wherever it stands in the header', () => {
  const session = new Session(address);
  expect(session.isOpenedBy(cookieOf(session))).toBe(true);
  expect(session.isOpenedBy(`other=1; ${cookieOf(session)}; last=2`)).toBe(true);
});

test('a cookie that another port put in front locks nobody out', () => {
  const session = new Session(address);
  expect(session.isOpenedBy(`vazou-4321=forged; ${cookieOf(session)}`)).toBe(true);
});

test('nothing else opens it', () => {
  const session = new Session(address);
  const other = new Session(address);
  const value = cookieOf(session).slice('vazou-4321='.length);
  for (const header of [
    undefined,
    '',
    'vazou-4321',
    'vazou-4321=',
    `vazou-4321=${session.token}`,
    `vazou-4322=${value}`,
    `xvazou-4321=${value}`,
    `vazou-4321=${value}x`,
    `vazou-4321=${value.slice(0, -1)}`,
    `vazou-4321="${value}"`,
    cookieOf(other),
  ]) {
    expect(session.isOpenedBy(header), header).toBe(false);
  }
});

test('the token is in the start URL and is not the cookie', () => {
  const session = new Session(address);
  expect(session.startUrl).toBe(`http://127.0.0.1:4321/?token=${session.token}`);
  expect(session.isToken(session.token)).toBe(true);
  expect(session.isToken(cookieOf(session).slice('vazou-4321='.length))).toBe(false);
  expect(session.isToken('')).toBe(false);
  expect(session.isToken(new Session(address).token)).toBe(false);
});
