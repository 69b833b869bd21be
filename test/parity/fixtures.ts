import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Outcome } from './reference.ts';

/** Longer outputs are kept as digests, or the fixtures would be larger than everything else in the repository. */
const LONGEST_TEXT = 20_000;

const recordingShape = z.object({
  args: z.array(z.string()),
  text: z.string().optional(),
  sha256: z.string().optional(),
  refused: z.literal(true).optional(),
});

/** A command line and what the reference made of it: a text, a text's digest, or a refusal. */
export type Recording = z.infer<typeof recordingShape>;

export function fixtureFile(subject: string): URL {
  return new URL(`fixtures/${subject}.json.gz`, import.meta.url);
}

export function readFixture(subject: string): Recording[] {
  return z.array(recordingShape).parse(JSON.parse(gunzipSync(readFileSync(fixtureFile(subject))).toString('utf8')));
}

export function toRecord(outcome: Outcome): Omit<Recording, 'args'> {
  if (typeof outcome !== 'string') return { refused: true };
  return outcome.length <= LONGEST_TEXT ? { text: outcome } : { sha256: digest(outcome) };
}

/** The outcome in the form in which the recording has it. */
export function likeRecord(outcome: Outcome, recording: Recording): Omit<Recording, 'args'> {
  if (typeof outcome === 'string' && recording.sha256 !== undefined) return { sha256: digest(outcome) };
  return typeof outcome === 'string' ? { text: outcome } : { refused: true };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
