import { setTimeout as delay } from 'node:timers/promises';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import {
  DuplicateValue,
  EmptyProfileName,
  forceGC,
  labels,
  lookupProfile,
  Profile,
  ProfileNameTaken,
  profiles,
  ProfileUnavailable,
  readMemStats,
  startCPUProfile,
  stopCPUProfile,
  withLabels,
  type Labels,
} from 'vazou/diagnostics/runtime';
import { decodeProfile } from '#pprof/codec.ts';
import { labelsOf } from '#pprof/profile.ts';

async function written(profile: Pick<Profile, 'writeTo'>, debug: number): Promise<Buffer> {
  const stream = new PassThrough();
  await profile.writeTo(stream, debug);
  expect(stream.writableEnded).toBe(false);
  return stream.read();
}

test('a profile of the app’s own counts values by who added them', async () => {
  const tickets = new Profile('bilhetes');
  const open = (value: unknown) => tickets.add(value);
  const openFor = (value: unknown) => tickets.add(value, 1);
  const cashier = () => openFor('c');
  open('a');
  open({ an: 'object' });
  cashier();
  expect(tickets.count()).toBe(3);
  tickets.remove('a');
  tickets.remove('never in it');
  expect(tickets.count()).toBe(2);
  expect(lookupProfile('bilhetes')).toBe(tickets);

  const text = (await written(tickets, 1)).toString();
  expect(text).toMatch(/^bilhetes profile: total 2\n/);
  expect(text).toMatch(/^1 @ .*\n#\t0x\w+\topen\+0x0\t\t.*runtime\.test\.ts:\d+$/m);
  // What adds in its callers' name is left out.
  expect(text).toMatch(/^1 @ .*\n#\t0x\w+\tcashier\+0x0/m);
  expect(text).not.toContain('openFor');
  const { sampleTypes, samples } = decodeProfile(await written(tickets, 0));
  expect(sampleTypes).toEqual([{ type: 'bilhetes', unit: 'count' }]);
  expect(samples.count).toBe(2);
});

test('what Go panics at is an error of its own kind', () => {
  const once = new Profile('uma vez');
  once.add('x');
  expect(() => once.add('x')).toThrow(DuplicateValue);
  once.remove('x');
  once.add('x');
  expect(() => new Profile('uma vez')).toThrow(ProfileNameTaken);
  for (const name of ['heap', 'goroutine', 'profile', 'memstats']) {
    expect(() => new Profile(name), name).toThrow(ProfileNameTaken);
  }
  expect(() => new Profile('')).toThrow(EmptyProfileName);
});

test('those of the diagnostics are found by name, and all are listed by it', async () => {
  const names = profiles().map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(['allocs', 'fd', 'goroutine', 'heap', 'mutex', 'threadcreate']));
  expect(lookupProfile('nada')).toBeUndefined();
  const heap = lookupProfile('heap')!;
  // Far more than the sampler lets pass.
  const kept = Array.from({ length: 400_000 }, (_, i) => ({ i, next: i + 1 }));
  expect(heap.count()).toBeGreaterThan(0);
  expect(kept).toHaveLength(400_000);
  expect(decodeProfile(await written(heap, 0)).sampleTypes.map(({ type }) => type)).toContain('inuse_space');
  expect((await written(heap, 1)).toString()).toMatch(/^heap profile: /);
  // Off in this process, which did not ask for it.
  const goroutine = lookupProfile('goroutine')!;
  expect(goroutine.count()).toBe(0);
  await expect(written(goroutine, 1)).rejects.toThrow(ProfileUnavailable);
  await expect(written(goroutine, 1)).rejects.toThrow('VAZOU_PROMISE_INTERVAL');
});

test('labels go with what is called and started, and add to each other', async () => {
  expect(labels()).toEqual({});
  const seen = await withLabels({ rota: '/pedidos', cliente: '1' }, async () => {
    await delay(1);
    const inner = withLabels({ cliente: '2', passo: 'frete' }, () => labels());
    return { inner, outer: labels() };
  });
  expect(seen).toEqual({
    inner: { rota: '/pedidos', cliente: '2', passo: 'frete' },
    outer: { rota: '/pedidos', cliente: '1' },
  });
  expect(labels()).toEqual({});
});

test('CPU samples have the labels of what ran, in turns and nested', async () => {
  // In the thread's own CPU, and in samples: what else the machine does lengthens both `cpu` and `wall`, which go by the
  // clock, and falls to any of them.
  const cpu = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  const spent: Record<string, number> = {};
  const keyOf = ({ rota = '', passo = '' }: Labels) => `${rota} ${passo}`;
  const burn = (milliseconds: number) => {
    const began = cpu();
    while (cpu() < began + milliseconds);
    const key = keyOf(labels());
    spent[key] = (spent[key] ?? 0) + cpu() - began;
  };
  const work = async (turns: number) => {
    for (let turn = 0; turn < turns; turn++) {
      burn(10);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const stream = new PassThrough();
  startCPUProfile(stream);
  await Promise.all([
    withLabels({ rota: '/a' }, () => work(30)),
    withLabels({ rota: '/b' }, () => work(10)),
    work(20),
    withLabels({ rota: '/c' }, async () => {
      burn(50);
      withLabels({ passo: 'd' }, () => burn(100));
      burn(50);
    }),
  ]);
  await stopCPUProfile();
  const { samples, sampleTypes } = decodeProfile(stream.read());
  const counts = samples.values[sampleTypes.findIndex(({ type }) => type === 'samples')]!;
  const seen: Record<string, number> = {};
  for (let sample = 0; sample < samples.count; sample++) {
    const { strings } = labelsOf(samples, sample);
    const key = keyOf({ rota: strings.get('rota')?.[0] ?? '', passo: strings.get('passo')?.[0] ?? '' });
    seen[key] = (seen[key] ?? 0) + Number(counts[sample]);
  }
  expect(Object.keys(seen).sort()).toEqual([' ', '/a ', '/b ', '/c ', '/c d']);
  // With six others on two cores they were off by 0.02 to 0.06 in all; labels that were lost, or given to the wrong side,
  // by all of theirs.
  const off = ['/a ', '/b ', '/c ', '/c d'].map((key) => Math.abs(shareOf(seen, key) - shareOf(spent, key)));
  expect(off.reduce((sum, share) => sum + share, 0)).toBeLessThan(0.15);
});

function shareOf(figures: Readonly<Record<string, number>>, key: string): number {
  return figures[key]! / Object.values(figures).reduce((sum, figure) => sum + figure, 0);
}

test('the counters, and a collection that counts as the app’s own', async () => {
  const before = readMemStats();
  expect(before.HeapAlloc).toBe(before.heapUsed);
  expect(before.heapUsed).toBeGreaterThan(1_000_000);
  expect(before.Mallocs).toBeNull();
  forceGC();
  await expect.poll(() => readMemStats().numForcedGC).toBeGreaterThan(before.numForcedGC);
  expect(readMemStats().diagnosticsGC).toBe(before.diagnosticsGC);
});
