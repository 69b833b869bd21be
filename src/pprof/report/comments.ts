import type { Profile } from '../profile.ts';

/** The comments that the recording tool left, as `pprof -comments` prints them. */
export function commentsText({ comments }: Profile): string {
  return comments.map((comment) => `${comment}\n`).join('');
}
