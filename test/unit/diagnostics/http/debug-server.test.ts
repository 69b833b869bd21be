import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { GO_FIELDS } from '#diagnostics/mem-stats/go-fields.ts';
import { App } from '../support/start-app.ts';

// A process starts in half a second, or in several on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let app: App;
let root: string;

beforeAll(async () => {
  app = new App({ env: { VAZOU_RUN_ID: 'corrida-1', VAZOU_HEAP_INTERVAL: '32768' } });
  root = await app.root();
});
afterAll(() => app[Symbol.asyncDispose]());

function get(path: string, init?: RequestInit): Promise<Response> {
  return fetch(new URL(path, root), { redirect: 'manual', ...init });
}

async function heap(query = '') {
  const response = await get(`heap${query}`);
  return combineProfiles({ profiles: [decodeProfile(await response.bytes())] });
}

async function memstats(query = ''): Promise<Record<string, number>> {
  return (await get(`memstats${query}`)).json();
}

describe('the index', () => {
  test('is a page', async () => {
    const response = await get('');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain(`Programa <b>app.ts</b>, processo ${app.pid}`);
  });

  test('counts the stacks of the heap as they were last read', async () => {
    const { samples } = decodeProfile(await (await get('heap')).bytes());
    const page = await (await get('')).text();
    for (const name of ['heap', 'allocs']) {
      const [, count] = new RegExp(`href='${name}\\?debug=1'>.*?<td class="count"[^>]*>(.*?)</td>`).exec(page) ?? [];
      expect(count, name).toBe(String(samples.count));
    }
  });

  test('is found without its last slash too', async () => {
    const response = await get('/debug/pprof');
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/debug/pprof/');
  });
});

describe('the heap profile', () => {
  test('is a file for tools, in gzip', async () => {
    const response = await get('heap');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="heap"');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect([...(await response.bytes()).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  });

  test('names who keeps most first, and who only allocated not at all', async () => {
    const { rows } = topData(await heap('?gc=1'), { sampleIndex: 'inuse_space' });
    expect(rows[0]?.name).toBe('keepRows');
    // 500 times 20 KB; the sampler is within a few percent at this interval.
    expect(Number(rows[0]?.flat)).toBeGreaterThan(5 * 1024 * 1024);
    expect(rows.map(({ name }) => name)).not.toContain('makeGarbage');
    const allocated = topData(await heap(), { sampleIndex: 'alloc_space' }).rows.map(({ name }) => name);
    expect(allocated).toContain('makeGarbage');
  });

  test('does not forget from one reading to the next, nor count memory outside of the heap', async () => {
    const [first, second] = [await heap(), await heap()].map((profile) => {
      const { rows } = topData(profile, { sampleIndex: 'inuse_space', nodeFraction: 0 });
      expect(rows.map(({ name }) => name)).not.toContain('(external)');
      return Number(rows.find(({ name }) => name === 'keepRows')?.flat);
    });
    expect(second).toBe(first);
  });

  test('is text with debug=1', async () => {
    const response = await get('heap?debug=1');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.has('content-disposition')).toBe(false);
    const text = await response.text();
    expect(text).toMatch(/^heap profile: \d+: \d+ \[\d+: \d+\] @ heap\/65536\n/);
    // As Go's, with the counters at its end.
    const [, counters = ''] = text.split('\n\n# runtime.MemStats\n');
    expect(counters).toMatch(/^# HeapAlloc = [1-9]\d*$/m);
    expect(counters).toMatch(/^# Stack = sem equivalente \/ /m);
    expect(counters).toMatch(/^# MaxRSS = [1-9]\d*$/m);
  });
});

describe('memstats', () => {
  test('says who it is about and what it uses', async () => {
    const stats = await memstats();
    expect(stats).toMatchObject({ pid: app.pid, runId: 'corrida-1' });
    const names = ['heapUsed', 'heapTotal', 'external', 'arrayBuffers', 'rss', 'heapSizeLimit', 't'];
    for (const name of names) expect(stats[name], name).toBeGreaterThan(0);
    expect(stats['heapUsed']).toBeLessThan(stats['heapTotal'] ?? 0);
  });

  test('has Go’s class too, consistent with itself and with what V8 says', async () => {
    await memstats('?gc=1');
    await expect.poll(async () => (await memstats())['NumForcedGC'], { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    const stats = await (await get('memstats')).json();
    const missing = GO_FIELDS.filter(({ name }) => (stats[name] ?? null) === null).map(({ name }) => name);
    expect(missing).toEqual(GO_FIELDS.filter(({ here }) => here.kind === 'none').map(({ name }) => name));
    expect(stats).toMatchObject({
      HeapAlloc: stats.heapUsed,
      HeapSys: stats.heapTotal,
      NumGC: stats.numGC,
      EnableGC: true,
    });
    expect(stats.HeapReleased).toBe(Math.max(0, stats.HeapSys - stats.HeapInuse));
    expect(stats.TotalAlloc).toBeGreaterThan(stats.HeapAlloc);
    expect(stats.HeapIdle).toBeLessThan(stats.HeapSys);
    const { minor, minorMarkSweep, major } = stats.gcPauses;
    expect(major.count).toBeGreaterThanOrEqual(2);
    expect(minor.count + minorMarkSweep.count + major.count).toBe(stats.NumGC);
    expect(stats.PauseNs[(stats.NumGC + 255) % 256]).toBeGreaterThan(0);
    expect(stats.PauseEnd[(stats.NumGC + 255) % 256]).toBe(stats.LastGC);
    expect(Math.abs(stats.LastGC / 1e6 - Date.now())).toBeLessThan(60_000);
    expect(stats.PauseTotalNs).toBeGreaterThanOrEqual(stats.PauseNs.reduce((sum: number, ns: number) => sum + ns, 0));
    expect(stats.GCCPUFraction).toBeGreaterThan(0);
    expect(stats.GCCPUFraction).toBeLessThan(1);
    const used = stats.heapSpaces.reduce((sum: number, space: { used: number }) => sum + space.used, 0);
    expect(used / stats.heapUsed).toBeCloseTo(1, 1);
  });

  test('debug=1 is the same, a line for each', async () => {
    const text = await (await get('memstats?debug=1')).text();
    expect(text).toMatch(/^ {2}"HeapAlloc": \d+,$/m);
    expect(JSON.parse(text)).toMatchObject({ pid: app.pid, EnableGC: true });
  });

  test('gc=1 collects first, and those collections are known for its own', async () => {
    const before = await memstats();
    await memstats('?gc=1');
    const since = (stats: Record<string, number>, count: string): number => (stats[count] ?? 0) - (before[count] ?? 0);
    // Node reports a collection from the event loop, a moment later.
    await expect
      .poll(async () => since(await memstats(), 'diagnosticsGC'), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(2);
    const after = await memstats();
    expect(since(after, 'diagnosticsGC')).toBeLessThanOrEqual(6);
    expect(after['numForcedGC']).toBe(after['diagnosticsGC']);
    expect(since(after, 'numGC')).toBeGreaterThanOrEqual(since(after, 'diagnosticsGC'));
  });
});

describe('Go’s refusals, in Go’s words', () => {
  test.each([
    ['nada', 404, 'Unknown profile\n'],
    ['heap/', 404, 'Unknown profile\n'],
    ['constructor', 404, 'Unknown profile\n'],
    ['heap?seconds=x', 400, 'invalid value for "seconds" - must be a positive integer\n'],
    ['heap?seconds=0', 400, 'invalid value for "seconds" - must be a positive integer\n'],
    ['heap?seconds=-1', 400, 'invalid value for "seconds" - must be a positive integer\n'],
    ['heap?seconds=5&debug=1', 400, 'seconds and debug params are incompatible\n'],
    ['memstats?seconds=1', 400, '"seconds" parameter is not supported for this profile type\n'],
    ['heapsnapshot?seconds=1', 400, '"seconds" parameter is not supported for this profile type\n'],
  ])('%s: %d', async (path, status, body) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-go-pprof')).toBe('1');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(body);
  });

  test('elsewhere there is nothing, and it says where to go', async () => {
    const response = await get('/');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/debug/pprof/');
  });
});

describe('the guard, on the wire', () => {
  test('a foreign name is refused', async () => {
    const { port } = new URL(root);
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/debug/pprof/heap', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(answer).toBe(403);
  });

  test('a request without a name is refused', async () => {
    const socket = connect(Number(new URL(root).port), '127.0.0.1');
    socket.end('GET /debug/pprof/heap HTTP/1.0\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('nothing is changed from outside', async () => {
    const response = await get('heap', { method: 'POST', body: 'x' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  test('HEAD answers without a body', async () => {
    const response = await get('memstats', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test('nobody may frame or embed it', async () => {
    const { headers } = await get('');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
