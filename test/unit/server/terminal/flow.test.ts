import { expect, test } from 'vitest';
import { PAUSE_ABOVE_BYTES, RESUME_BELOW_BYTES } from '#server/limits.ts';
import { Flow } from '#server/terminal/flow.ts';

function flow(): { readonly flow: Flow; readonly said: string[] } {
  const said: string[] = [];
  return { flow: new Flow({ pause: () => void said.push('pause'), resume: () => void said.push('resume') }), said };
}

test('what the page has not drawn holds the source, once, until it has drawn most of it', () => {
  const { flow: it, said } = flow();
  it.sent(PAUSE_ABOVE_BYTES);
  expect(said).toEqual([]);
  it.sent(1);
  it.sent(1);
  expect(said).toEqual(['pause']);
  it.drawn(PAUSE_ABOVE_BYTES - RESUME_BELOW_BYTES + 2);
  expect(said).toEqual(['pause']);
  it.drawn(1);
  expect(said).toEqual(['pause', 'resume']);
});

test('our own copy holds it just the same, watched or not; the slower of the two counts', () => {
  const { flow: it, said } = flow();
  it.parsing(PAUSE_ABOVE_BYTES + 1);
  it.sent(PAUSE_ABOVE_BYTES + 1);
  it.drawn(PAUSE_ABOVE_BYTES + 1);
  expect(said).toEqual(['pause']);
  it.parsed(PAUSE_ABOVE_BYTES + 1);
  expect(said).toEqual(['pause', 'resume']);
});

test('a page that has gone owes nothing, and one that says too much has nothing to its credit', () => {
  const { flow: it, said } = flow();
  it.sent(PAUSE_ABOVE_BYTES + 1);
  it.unwatched();
  expect(said).toEqual(['pause', 'resume']);
  it.drawn(10 * PAUSE_ABOVE_BYTES);
  it.sent(PAUSE_ABOVE_BYTES + 1);
  expect(said).toEqual(['pause', 'resume', 'pause']);
});
