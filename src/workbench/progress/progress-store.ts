/**
 * The learner's progress as the pages have it: the browser's own copy at once, and the workshop's, which is the one
 * that counts, when there is a workshop to ask. A published site has the browser's alone. Small: every page loads it.
 */
import type { LessonProgress, Progress, ProgressAnswer, Step } from '#server/contract.ts';

export type { Progress };

const KEY = 'vazou.progress';
/** Of the cookie that says that there is a session; the session itself is in another one. */
const HINT = 'vazou-here';
const CHANGED = 'vazou:progress';
const API = '/api/progress';

const NOTHING: Progress = { version: 1, lessons: {} };

export function readProgress(): Progress {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Progress | null;
    return kept?.version === 1 && typeof kept.lessons === 'object' ? kept : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Calls back with the progress now, and after each change, in this tab or another one. */
export function followProgress(follow: (progress: Progress) => void, lifetime: AbortSignal): void {
  const tell = (): void => follow(readProgress());
  addEventListener(CHANGED, tell, { signal: lifetime });
  addEventListener('storage', ({ key }) => key === KEY && tell(), { signal: lifetime });
  tell();
}

function keep(progress: Progress): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
  } catch {
    // Storage is off or full: with a workshop nothing is lost, without one it holds as long as the page.
  }
  dispatchEvent(new Event(CHANGED));
}

/** The workshop's copy in the place of ours. A place that it was not told of is still where the learner was last. */
function take(progress: Progress): void {
  const { last: mine } = readProgress();
  const isLater = mine != null && mine.at > (progress.last?.at ?? 0);
  keep(isLater ? { ...progress, last: mine } : progress);
}

/** Steps marked here or told by events, so that an answer from before them is known as such. */
let changes = 0;
/** Until the workshop has answered every mark: before that it may not know of them. */
let marking: Promise<unknown> = Promise.resolve();

const isInWorkshop = (): boolean => document.cookie.split('; ').includes(`${HINT}=1`);

/** The workshop's answer; null where there is none, which is no error. */
async function ask(method: string, path: string, body?: object): Promise<ProgressAnswer | null> {
  if (!isInWorkshop()) return null;
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(API + path, body ? { method, headers, body: JSON.stringify(body) } : { method });
    // Another run of the workshop: its link has to be opened first.
    if (response.status === 401) document.cookie = `${HINT}=; Path=/; Max-Age=0; SameSite=Strict`;
    return response.ok && response.status !== 204 ? ((await response.json()) as ProgressAnswer) : null;
  } catch {
    return null;
  }
}

/**
 * Brings both copies together: what was done on a page without a workshop is not lost when there is one.
 * @returns the name of a damaged file that was kept aside, if there was one.
 */
export async function syncProgress(): Promise<string | null> {
  await marking;
  const before = changes;
  const found = await ask('GET', '');
  if (found === null) return null;
  // What was done meanwhile may not be in that answer.
  if (changes !== before) return (await syncProgress()) ?? found.keptAside;
  const mine = readProgress();
  const isNews = Object.entries(mine.lessons).some(([id, { steps }]) =>
    Object.keys(steps).some((step) => found.progress.lessons[id]?.steps[step] === undefined),
  );
  const both = isNews && isUnsent() ? await ask('POST', '/file', mine) : found;
  if (changes !== before) return (await syncProgress()) ?? found.keptAside;
  if (both !== null) {
    setUnsent(false);
    take(both.progress);
  }
  return found.keptAside;
}

/** Set while there are steps that no workshop knows of yet. */
const UNSENT = 'vazou.progress.unsent';

function isUnsent(): boolean {
  try {
    return localStorage.getItem(UNSENT) !== null;
  } catch {
    return false;
  }
}
function setUnsent(is: boolean): void {
  try {
    if (is) localStorage.setItem(UNSENT, '1');
    else localStorage.removeItem(UNSENT);
  } catch {
    // Storage is off or full, and then there is nothing in it to send.
  }
}

/** Marks a step by hand, or takes the mark back. */
export async function markStep(lesson: string, step: Step, done: boolean): Promise<void> {
  const now = readProgress();
  const { [step]: _, ...others } = now.lessons[lesson]?.steps ?? {};
  const steps = done ? { ...others, [step]: { at: Date.now(), by: 'hand' as const } } : others;
  changes++;
  keep({ ...now, lessons: { ...now.lessons, [lesson]: { ...now.lessons[lesson], steps } } });
  const told = ask('PUT', '/step', { lesson, step, done });
  marking = Promise.all([marking, told]);
  const answer = await told;
  if (answer !== null) take(answer.progress);
  else if (done) setUnsent(true);
}

/** Where the learner is. */
export async function rememberPlace(lesson: string, step: Step | null): Promise<void> {
  const now = readProgress();
  if (now.last?.lesson === lesson && now.last.step === step) return;
  keep({ ...now, last: { lesson, step, at: Date.now() } });
  await ask('PUT', '/last', { lesson, step });
}

/** What the workshop has seen done, as its events tell it. */
export function tellProgress(lesson: string, progress: LessonProgress): void {
  changes++;
  const now = readProgress();
  keep({ ...now, lessons: { ...now.lessons, [lesson]: progress } });
}

/** A file that {@link exportProgress} made, on this machine or another one. @throws where it is none. */
export async function importProgress(text: string): Promise<void> {
  const other = JSON.parse(text) as Progress;
  if (other?.version !== 1 || typeof other.lessons !== 'object') throw new Error('no progress');
  const answer = await ask('POST', '/file', other);
  if (answer !== null) return take(answer.progress);
  if (isInWorkshop()) throw new Error('refused');
  const now = readProgress();
  const lessons = { ...other.lessons, ...now.lessons };
  for (const [id, { steps }] of Object.entries(other.lessons)) {
    lessons[id] = { ...lessons[id], steps: { ...steps, ...now.lessons[id]?.steps } };
  }
  keep({ ...now, lessons });
}

export const exportProgress = (): Blob =>
  new Blob([`${JSON.stringify(readProgress(), null, 2)}\n`], { type: 'application/json' });
