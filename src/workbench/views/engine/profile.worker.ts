/** Reads profiles and makes their views off the page's thread. */
import { decodeProfile } from '#pprof/codec.ts';
import { OptionError, ProfileError } from '#pprof/errors.ts';
import type { Profile } from '#pprof/profile.ts';
import { answerOf } from './answer.ts';
import type { Failure, FromWorker, Phase, ToWorker, ViewAnswer, ViewRequest } from './protocol.ts';
import { subjectOf, type Subject } from './subject.ts';
import { summaryOf } from './summary.ts';
import { unpacked } from './unpack.ts';

const profiles = new Map<string, Profile>();
/** The last subject: most questions are about the same one, and combining a large profile takes a second. */
let last: { readonly key: string; readonly subject: Subject } | null = null;

/** One job after the other: unpacking is asynchronous, and a question about a profile must find it opened. */
let turn = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  turn = turn.then(() => handle(data));
});

async function handle(message: ToWorker): Promise<void> {
  if (message.kind === 'forget') {
    profiles.delete(message.profile);
    last = null;
    return;
  }
  const { job } = message;
  const progress = (phase: Phase, fraction: number | null = null): void =>
    post({ kind: 'progress', job, phase, fraction });
  try {
    if (message.kind === 'open') {
      progress('unpack', 0);
      const bytes = await unpacked(message.file, (fraction) => progress('unpack', fraction));
      progress('decode');
      const profile = decodeProfile(bytes);
      const summary = summaryOf(profile);
      profiles.set(message.profile, profile);
      last = null;
      post({ kind: 'opened', job, summary });
    } else {
      const subject = subjectFor(message.request, progress);
      progress('report');
      const answer = answerOf(subject, message.request);
      post({ kind: 'answer', job, answer }, buffersOf(answer));
    }
  } catch (error) {
    post({ kind: 'failed', job, failure: failureOf(error) });
  }
}

function subjectFor({ profile, base, normalize }: ViewRequest, progress: (phase: Phase) => void): Subject {
  const key = JSON.stringify([profile, base, normalize]);
  if (last?.key !== key) {
    progress('combine');
    last = { key, subject: subjectOf(opened(profile), base === null ? null : opened(base), normalize) };
  }
  return last.subject;
}

class UnknownProfile extends Error {}

function opened(key: string): Profile {
  const profile = profiles.get(key);
  if (profile === undefined) throw new UnknownProfile(key);
  return profile;
}

function failureOf(error: unknown): Failure {
  if (error instanceof ProfileError || error instanceof OptionError) return { code: error.code, detail: error.message };
  if (error instanceof UnknownProfile) return { code: 'unknown-profile', detail: error.message };
  return { code: 'crashed', detail: error instanceof Error ? error.message : String(error) };
}

/** A layout's columns move to the page instead of being copied: a large profile has many. */
function buffersOf(answer: ViewAnswer): ArrayBuffer[] {
  if (answer.kind !== 'flame') return [];
  const columns = [answer.callees, answer.callers].flatMap((layout) => (layout === null ? [] : Object.values(layout)));
  const buffers = columns.flatMap((column: unknown) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
  return [...new Set(buffers)];
}

function post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}
