import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiError, FileContent, FileInfo, LabDetail, LabSummary, ResetAnswer } from '#server/contract.ts';
import { STATUS } from '#server/errors.ts';
import { MAX_BODY_BYTES } from '#server/limits.ts';
import { rawRequest, statusOf } from './support/raw-request.ts';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

const LAB = '/labs/memory-leak';
const FILE = `${LAB}/files/server.ts`;

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

/** The code of an error, whose status must be the table's and whose message a sentence. */
async function codeOf(answer: Response): Promise<string> {
  const { error }: ApiError = await answer.json();
  expect(answer.status).toBe(STATUS[error.code]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(error.message).toMatch(/^\p{Lu}.+\.$/u);
  return error.code;
}

const post = (path: string, body: unknown) => workshop.api(path, { method: 'POST', body: JSON.stringify(body) });

/** Sends the target as it stands, where `fetch` would tidy it up. */
function rawGet(target: string): Promise<string> {
  return rawRequest(workshop.port, [
    `GET ${target} HTTP/1.1`,
    `Host: ${workshop.host}`,
    `Cookie: ${workshop.cookie}`,
    'Connection: close',
  ]);
}

describe('the catalogue', () => {
  test('lists the labs, each with the state of its run', async () => {
    const labs: LabSummary[] = await (await workshop.api('/labs')).json();
    expect(labs.map(({ id, state }) => ({ id, state }))).toContainEqual({ id: 'memory-leak', state: 'stopped' });
  });

  test('shows a lab without what would give the verdict away', async () => {
    const lab: LabDetail = await (await workshop.api(LAB)).json();
    expect(lab.id).toBe('memory-leak');
    expect(Object.keys(lab).sort()).toEqual(
      ['burst', 'ceilingMiB', 'evidence', 'hints', 'id', 'profilers', 'routes', 'summary', 'symptom', 'title'].sort(),
    );
  });
});

describe('a lab’s name is never a path', () => {
  test.for([
    '..',
    '.',
    '%2e%2e',
    '..%2f..%2fetc',
    '%252e%252e%252f',
    '..%5c..',
    'memory-leak%00',
    'memory-leak%2f',
    'memory-leak%2f..',
    'Memory-Leak',
    '__proto__',
    'constructor',
    'file:%2f%2f%2fetc',
    'http:%2f%2f127.0.0.1:22',
    'x'.repeat(5_000),
    '%',
    '%ff',
  ])('%s', async (id) => {
    for (const rest of ['', '/files', '/events', '/captures']) {
      const answer = await rawGet(`/api/labs/${id}${rest}`);
      expect(statusOf(answer), rest).toBe(404);
      expect(answer).toMatch(/"unknown-lab"|"not-found"/);
    }
  });
});

describe('files', () => {
  test('are read, saved on the version that was read, and reset with a copy kept', async () => {
    await using own = await openWorkshop();
    const files: FileInfo[] = await (await own.api(`${LAB}/files`)).json();
    expect(files[0]).toEqual({ name: 'server.ts', variants: ['mine', 'original', 'solution'] });

    const before: FileContent = await (await own.api(FILE)).json();
    expect(before.variant).toBe('mine');
    const content = `${before.content}// vazão ✓\n`;
    const put = (baseVersion: string) =>
      own.api(FILE, { method: 'PUT', body: JSON.stringify({ content, baseVersion }) });
    const saved: FileContent = await (await put(before.version)).json();
    expect(await readFile(join(own.workspaceDir, 'memory-leak', 'server.ts'), 'utf8')).toBe(content);
    expect(await (await own.api(FILE)).json()).toEqual(saved);
    expect(await codeOf(await put(before.version))).toBe('file-changed');

    const reset: ResetAnswer = await (await own.api(`${FILE}/reset`, { method: 'POST' })).json();
    expect(reset.file.content).toBe(before.content);
    expect(await readFile(join(own.workspaceDir, 'memory-leak', reset.keptAs ?? ''), 'utf8')).toBe(content);
  });

  test('have a solution and an original to read, and no planted wrong fix', async () => {
    const read = async (variant: string) => workshop.api(`${FILE}?variant=${variant}`);
    const original: FileContent = await (await read('original')).json();
    const solution: FileContent = await (await read('solution')).json();
    expect(solution.content).not.toBe(original.content);
    for (const variant of ['wrong-fix', 'MINE', '', '__proto__', 'mine&variant=wrong-fix']) {
      const answer = await read(variant);
      expect(answer.ok ? ((await answer.json()) as FileContent).variant : await codeOf(answer)).toMatch(
        /^(bad-request|mine)$/,
      );
    }
  });

  test.for([
    '..%2fserver.ts',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '%252e%252e%252fpackage.json',
    '..%5c..%5cpackage.json',
    '%2fetc%2fpasswd',
    'C:%5cboot.ini',
    'server.ts%00.txt',
    'server.ts%2f',
    'solution.ts',
    'wrong-fix.ts',
    'SERVER.TS',
    '__proto__',
    '%',
  ])('a file’s name is never a path: %s', async (name) => {
    const answer = await rawGet(`/api/labs/memory-leak/files/${name}`);
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toMatch(/root:|devDependencies/);
  });

  test('a name out of the list is not written either', async () => {
    await using own = await openWorkshop();
    await own.api(FILE);
    const body = JSON.stringify({ content: 'x', baseVersion: '0'.repeat(64) });
    for (const name of ['..%2f..%2fnovo.ts', 'novo.ts', 'wrong-fix.ts', '%2ftmp%2fnovo.ts']) {
      expect(await codeOf(await own.api(`${LAB}/files/${name}`, { method: 'PUT', body })), name).toBe('unknown-file');
      expect(await codeOf(await own.api(`${LAB}/files/${name}/reset`, { method: 'POST' })), name).toBe('unknown-file');
    }
    expect(await readdir(own.workspaceDir)).toEqual(['memory-leak']);
  });

  test.skipIf(process.platform === 'win32')('a link in the workspace leads nowhere outside it', async () => {
    await using own = await openWorkshop();
    const secret = join(own.siteDir, 'segredo.ts');
    await writeFile(secret, 'segredo');
    await mkdir(join(own.workspaceDir, 'memory-leak'), { recursive: true });
    await symlink(secret, join(own.workspaceDir, 'memory-leak', 'server.ts'));
    expect(await codeOf(await own.api(FILE))).toBe('unknown-file');
    expect(await codeOf(await own.api(`${FILE}/reset`, { method: 'POST' }))).toBe('unknown-file');
    expect(await readFile(secret, 'utf8')).toBe('segredo');
  });
});

describe('a body', () => {
  test.for([
    ['broken', '{"variant":'],
    ['not an object', '"mine"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['empty', ''],
    ['without its field', '{}'],
    ['with a field too many', '{"variant":"mine","port":22}'],
    ['with the prototype as a field', '{"variant":"mine","__proto__":{"variant":"solution"}}'],
    ['with only the prototype', '{"__proto__":{"variant":"mine"}}'],
    ['with a value of another type', '{"variant":["mine"]}'],
    ['with the planted fix', '{"variant":"wrong-fix"}'],
    ['with a name that every object has', '{"variant":"constructor"}'],
  ])('%s is refused, and nothing starts', async ([, body]) => {
    for (const order of ['start', 'verdict']) {
      const answer = await workshop.api(`${LAB}/${order}`, { method: 'POST', body: body || undefined });
      expect(await codeOf(answer), order).toBe('bad-request');
    }
    const labs: LabSummary[] = await (await workshop.api('/labs')).json();
    expect(labs.every(({ state }) => state === 'stopped')).toBe(true);
  });

  test.for([0, -1, 1.5, 1e9, '10', Number.NaN, {}])('a load of %o requests is refused', async (requests) => {
    const answer = await post(`${LAB}/load`, { requests });
    // JSON has no NaN; it becomes null, which asks for an endless load.
    expect(await codeOf(answer)).toBe(Number.isNaN(requests) ? 'not-running' : 'bad-request');
  });

  test('names the field that is wrong', async () => {
    const { error }: ApiError = await (await post(`${LAB}/start`, { variant: 'x', host: 'y' })).json();
    expect(error.message).toContain('variant');
    expect(error.message).toContain('host');
  });

  test('of a form is not read as JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await workshop.api(`${LAB}/start`, {
        method: 'POST',
        body: '{"variant":"mine"}',
        headers: { 'content-type': type },
      });
      expect(await codeOf(answer), type).toBe('bad-request');
    }
  });

  test('that is too large is refused by its declared length', async () => {
    const body = JSON.stringify({ content: 'x'.repeat(MAX_BODY_BYTES), baseVersion: '0'.repeat(64) });
    expect(await codeOf(await workshop.api(FILE, { method: 'PUT', body }))).toBe('too-large');
  });

  test('that is too large is refused while it is counted, when it declares none', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const upload: RequestInit & { duplex: 'half' } = { method: 'PUT', body: endless, duplex: 'half' };
    const answer = await workshop.api(FILE, upload);
    expect(await codeOf(answer)).toBe('too-large');
    expect(sent).toBeGreaterThan(MAX_BODY_BYTES);
  });

  test('may be as large as the workspace takes, and no larger', async () => {
    const before: FileContent = await (await workshop.api(FILE)).json();
    const put = (content: string) =>
      workshop.api(FILE, { method: 'PUT', body: JSON.stringify({ content, baseVersion: before.version }) });
    // A line feed is two bytes in JSON: the worst that real text does.
    expect(await codeOf(await put('\n'.repeat(512 * 1024 + 1)))).toBe('too-large');
    expect((await put('\n'.repeat(512 * 1024))).status).toBe(200);
  });
});

describe('orders to a lab that is not running', () => {
  test('say so', async () => {
    for (const [method, path] of [
      ['POST', 'gc'],
      ['POST', 'load'],
      ['POST', 'captures'],
    ] as const) {
      expect(await codeOf(await workshop.api(`${LAB}/${path}`, { method })), path).toBe('not-running');
    }
  });

  test('to stop, or to stop its load, are fulfilled already', async () => {
    expect((await workshop.api(`${LAB}/stop`, { method: 'POST' })).status).toBe(202);
    expect((await workshop.api(`${LAB}/load`, { method: 'DELETE' })).status).toBe(202);
  });
});

test('an unknown capture, address or method is an error of the table', async () => {
  expect(await codeOf(await workshop.api(`${LAB}/captures/heap-1`))).toBe('unknown-capture');
  expect(await codeOf(await workshop.api(`${LAB}/captures/__proto__`))).toBe('unknown-capture');
  for (const id of ['heap-1', '__proto__', '..%2f..%2fserver.ts', 'heap-1.pb.gz%00']) {
    expect(await codeOf(await workshop.api(`${LAB}/captures/${id}`, { method: 'DELETE' })), id).toBe('unknown-capture');
    const body = JSON.stringify({ name: 'x' });
    expect(await codeOf(await workshop.api(`${LAB}/captures/${id}/name`, { method: 'PUT', body })), id).toBe(
      'unknown-capture',
    );
  }
  for (const profile of ['heapsnapshot', '../heap', 1]) {
    expect(await codeOf(await post(`${LAB}/captures`, { profile })), String(profile)).toBe('bad-request');
  }
  expect(await codeOf(await post(`${LAB}/captures`, { profile: 'heap' }))).toBe('not-running');
  expect(await codeOf(await workshop.api(`${LAB}/nada`))).toBe('not-found');
  expect(await codeOf(await workshop.api('/nada'))).toBe('not-found');
  expect(await codeOf(await workshop.api(LAB, { method: 'DELETE' }))).toBe('not-found');
});
