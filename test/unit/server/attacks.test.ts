import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest, statusOf } from './support/raw-request.ts';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await openWorkshop({ 'index.html': '<!doctype html><title>Vazou</title>' });
});
afterAll(() => workshop[Symbol.asyncDispose]());

/** The headers of a request that passes every guard. */
function good(): Record<string, string> {
  return { Host: workshop.host, Origin: workshop.origin, Cookie: workshop.cookie, Connection: 'close' };
}

function send(target: string, headers: Record<string, string | undefined>, method = 'GET'): Promise<string> {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return rawRequest(workshop.port, [`${method} ${target} HTTP/1.1`, ...lines]);
}

test('the request that the attacks below are variations of is answered', async () => {
  expect(statusOf(await send('/api/session', good()))).toBe(200);
  expect(statusOf(await send('/', { Host: workshop.host, Connection: 'close' }))).toBe(200);
});

describe('a foreign host', () => {
  test.for([
    'evil.example',
    'localhost:$PORT',
    '127.0.0.1:1',
    '127.0.0.1',
    '127.0.0.1:$PORT@evil.example',
    '[::1]:$PORT',
  ])('named %s reaches neither pages nor API', async (template) => {
    const host = template.replace('$PORT', String(workshop.port));
    for (const target of ['/', '/api/session', '/?token=x']) {
      const answer = await send(target, { ...good(), Host: host });
      expect(statusOf(answer), target).toBe(403);
      expect(answer).not.toContain('<title>');
    }
  });

  test('cannot hide behind a second Host header', async () => {
    const twice = [
      `GET /api/session HTTP/1.1`,
      `Host: ${workshop.host}`,
      'Host: evil.example',
      `Cookie: ${workshop.cookie}`,
    ];
    expect([400, 403]).toContain(statusOf(await rawRequest(workshop.port, [...twice, 'Connection: close'])));
  });

  test('cannot be left out, in HTTP/1.1 or in HTTP/1.0', async () => {
    expect(statusOf(await send('/api/session', { ...good(), Host: undefined }))).toBe(400);
    const old = await rawRequest(workshop.port, ['GET /api/session HTTP/1.0', `Cookie: ${workshop.cookie}`]);
    expect(statusOf(old)).toBe(403);
  });

  test('cannot come in the request target', async () => {
    for (const target of [
      'http://evil.example/api/session',
      `http://${workshop.host}/api/session`,
      `http://${workshop.host}@evil.example/`,
    ]) {
      expect(statusOf(await send(target, good())), target).toBe(403);
    }
  });

  test('cannot open a tunnel', async () => {
    expect(statusOf(await send('evil.example:80', good(), 'CONNECT'))).not.toBe(200);
  });
});

describe('a foreign origin', () => {
  const foreign = [
    'null',
    'http://evil.example',
    'http://127.0.0.1:8080',
    'https://127.0.0.1:$PORT',
    'http://localhost:$PORT',
  ];

  test.for(foreign)('%s may neither read nor order anything', async (template) => {
    const origin = template.replace('$PORT', String(workshop.port));
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await send('/api/session', { ...good(), Origin: origin, 'Content-Length': '0' }, method);
      expect(statusOf(answer), method).toBe(403);
      expect(answer.toLowerCase()).not.toContain('access-control-allow');
    }
  });

  test('may not be left out of an order', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await send('/api/labs/x/stop', { ...good(), Origin: undefined, 'Content-Length': '0' }, method);
      expect(statusOf(answer), method).toBe(403);
      expect(answer).toContain('"bad-origin"');
    }
  });

  test('is refused a preflight even from our own origin', async () => {
    const answer = await send('/api/session', { ...good(), 'Access-Control-Request-Method': 'PUT' }, 'OPTIONS');
    expect(statusOf(answer)).toBe(404);
    expect(answer.toLowerCase()).not.toContain('access-control-allow');
  });

  test.for(['same-site', 'cross-site', 'whatever'])('does not pass as a GET from a %s page', async (site) => {
    const answer = await send('/api/session', { ...good(), Origin: undefined, 'Sec-Fetch-Site': site });
    expect(statusOf(answer)).toBe(403);
  });

  test('is not what a page of ours or a typed address sends', async () => {
    for (const site of ['same-origin', 'none']) {
      const answer = await send('/api/session', { ...good(), Origin: undefined, 'Sec-Fetch-Site': site });
      expect(statusOf(answer)).toBe(200);
    }
  });
});

describe('without the session', () => {
  test.for<readonly [string, () => string | undefined]>([
    ['no cookie', () => undefined],
    ['an empty one', () => `vazou-${workshop.port}=`],
    ['the token as the cookie', () => `vazou-${workshop.port}=${new URL(workshop.startUrl).searchParams.get('token')}`],
    ['another port’s name', () => workshop.cookie.replace(String(workshop.port), '1')],
    ['a prefix of it', () => workshop.cookie.slice(0, -1)],
  ])('%s: every API address answers 401', async ([, cookie]) => {
    for (const target of ['/api/session', '/api/labs', '/api/labs/memory-leak/events', '/api/nothing', '/api']) {
      const answer = await send(target, { ...good(), Cookie: cookie() });
      expect(statusOf(answer), target).toBe(401);
      expect(answer).toContain('"no-session"');
    }
  });

  test('API addresses spelt otherwise show nothing either', async () => {
    for (const target of ['//api/session', '/./api/session', '/x/../api/session', '/%61pi/session', '/API/session']) {
      const answer = await send(target, { ...good(), Cookie: undefined });
      expect([401, 404], target).toContain(statusOf(answer));
      expect(answer, target).not.toContain('"node"');
    }
  });
});

describe('an upgrade', () => {
  const handshake = {
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };

  function upgrade(
    changes: Record<string, string | undefined>,
    target = '/api/terminal',
    to: TestWorkshop = workshop,
  ): Promise<string> {
    const headers = {
      Host: to.host,
      Origin: to.origin,
      Cookie: to.cookie,
      ...handshake,
      Connection: 'Upgrade',
      ...changes,
    };
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    );
    return rawRequest(to.port, [`GET ${target} HTTP/1.1`, ...lines]);
  }

  test('that is correct but has no socket behind it gets 404, and the socket is destroyed', async () => {
    expect(statusOf(await upgrade({}))).toBe(404);
    expect(statusOf(await upgrade({}, '/'))).toBe(404);
  });

  test.for([
    ['a foreign Host', { Host: 'evil.example' }, 403],
    ['a foreign Origin', { Origin: 'http://evil.example' }, 403],
    ['Origin: null', { Origin: 'null' }, 403],
    ['no Origin', { Origin: undefined }, 403],
    ['no cookie', { Cookie: undefined }, 401],
    ['a wrong cookie', { Cookie: 'vazou=x' }, 401],
    ['another protocol and no Origin', { Upgrade: 'h2c', Origin: undefined }, 403],
  ] as const)('with %s is refused before anybody hears of it', async ([, changes, status]) => {
    const heard: string[] = [];
    const upgrades = new Map([['/api/terminal', () => void heard.push('upgrade')]]);
    await using other = await openWorkshop({}, { upgrades });
    expect(statusOf(await upgrade(changes, '/api/terminal', other))).toBe(status);
    expect(heard).toEqual([]);
  });

  test('to a terminal passes the same guards, and none is made for an unknown lab or terminal', async () => {
    const made = await workshop.api('/labs/memory-leak/terminals', { method: 'POST' });
    const { id } = (await made.json()) as { id: string };
    const target = `/ws/terminal?lab=memory-leak&terminal=${id}`;
    for (const [changes, status] of [
      [{ Origin: undefined }, 403],
      [{ Origin: 'null' }, 403],
      [{ Origin: 'http://127.0.0.1:8080' }, 403],
      [{ Host: 'evil.example' }, 403],
      [{ Host: `localhost:${workshop.port}` }, 403],
      [{ Cookie: undefined }, 401],
      [{ Cookie: `vazou-${workshop.port}=${new URL(workshop.startUrl).searchParams.get('token')}` }, 401],
      [{ Upgrade: 'h2c' }, 400],
      [{ 'Sec-WebSocket-Version': '7' }, 400],
      [{ 'Sec-WebSocket-Key': 'curta' }, 400],
    ] as const) {
      expect(statusOf(await upgrade(changes, target)), JSON.stringify(changes)).toBe(status);
    }
    for (const unknown of [
      '/ws/terminal',
      `/ws/terminal?terminal=${id}`,
      `/ws/terminal?lab=goroutine-leak&terminal=${id}`,
      '/ws/terminal?lab=memory-leak&terminal=..%2f..%2fx',
      `/ws/terminal/?lab=memory-leak&terminal=${id}`,
    ]) {
      expect(statusOf(await upgrade({}, unknown)), unknown).toBe(404);
    }
    expect(await (await workshop.api('/labs/memory-leak/terminals')).json()).toHaveLength(1);
    await workshop.api(`/labs/memory-leak/terminals/${id}`, { method: 'DELETE' });
  });

  test('that is refused takes nothing along that comes behind it', async () => {
    const request = [`Host: ${workshop.host}`, `Cookie: ${workshop.cookie}`];
    const refused = ['GET /ws/terminal HTTP/1.1', ...request, 'Connection: Upgrade', 'Upgrade: websocket'];
    const behind = ['GET /api/session HTTP/1.1', ...request, '', ''].join('\r\n');
    const answer = await rawRequest(workshop.port, refused, behind);
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain('"node"');
  });

  test('with an absolute target is refused', async () => {
    expect(statusOf(await upgrade({}, `http://${workshop.host}/api/terminal`))).toBe(403);
  });

  test('that passes is handed over, query and all', async () => {
    const heard: unknown[] = [];
    const upgrades = new Map([
      [
        '/api/terminal',
        (request: { url?: string }, socket: { end(text: string): unknown }) => {
          heard.push(request.url);
          socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
        },
      ],
    ]);
    await using other = await openWorkshop({}, { upgrades });
    expect(statusOf(await upgrade({}, '/api/terminal?lab=1', other))).toBe(101);
    expect(heard).toEqual(['/api/terminal?lab=1']);
  });
});
