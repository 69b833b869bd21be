import { expect, test } from 'vitest';
import { RunHistory } from '#lab/run-history.ts';

const sample = (t: number) => ({ t, heapUsed: 1, heapTotal: 2, external: 3, arrayBuffers: 4, rss: 5 });

test('the story so far', () => {
  const history = new RunHistory();
  history.record({ type: 'state', state: { kind: 'starting', variant: 'mine', since: 1 } });
  history.record({ type: 'mark', mark: { t: 1, kind: 'start' } });
  history.record({ type: 'sample', sample: sample(2) });
  history.record({ type: 'load', load: { sent: 1, failed: 0, total: null, requestsPerSecond: 1 } });
  expect(history.state.kind).toBe('starting');
  expect(history.marks).toEqual([{ t: 1, kind: 'start' }]);
  expect(history.samples).toEqual([sample(2)]);
  expect(history.load?.sent).toBe(1);
});

test('bounded, the oldest given up first, and its lists are copies', () => {
  const history = new RunHistory();
  for (let t = 0; t < 5_000; t++) {
    history.record({ type: 'sample', sample: sample(t) });
    history.record({ type: 'mark', mark: { t, kind: 'gc' } });
  }
  const { samples, marks } = history;
  expect(samples).toHaveLength(1_200);
  expect(marks).toHaveLength(200);
  expect(samples.at(-1)?.t).toBe(4_999);
  history.record({ type: 'sample', sample: sample(5_000) });
  expect(samples.at(-1)?.t).toBe(4_999);
});

test('followers hear each event after it was noted, until they stop', () => {
  const history = new RunHistory();
  const heard: string[] = [];
  const following = history.follow((event) => heard.push(`${event.type} ${history.marks.length}`));
  history.mark('gc');
  following[Symbol.dispose]();
  history.mark('gc');
  expect(heard).toEqual(['mark 1']);
});

test('a start with other code is marked a fix, and tells how the code before fared', () => {
  const history = new RunHistory();
  const events: string[] = [];
  history.begin({ variant: 'mine', code: 'a' }, 'start');
  history.record({ type: 'sample', sample: sample(2) });
  history.begin({ variant: 'mine', code: 'a' }, 'restart');
  history.record({ type: 'sample', sample: sample(3) });
  using _following = history.follow(({ type }) => events.push(type));
  history.begin({ variant: 'solution', code: 'b' }, 'restart');
  expect(history.marks.map(({ kind }) => kind)).toEqual(['start', 'restart', 'fix']);
  expect(events).toEqual(['before', 'mark']);
  expect(history.before).toMatchObject({ variant: 'mine', samples: [sample(3)] });
});
