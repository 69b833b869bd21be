/** What in a terminal's text leads somewhere, and where to. Pure. */

/** A profile of net/http/pprof or of `vazou/diagnostics`, by the address at which a process gives it. */
const LIVE_PROFILE = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/debug\/pprof\/[a-z]+(?:\?|$)/;

/** What a command prints of a path: no blanks, no quotes, nothing that a sentence puts around it. */
const SAVED_PROFILE = /[^\s'"`<>|;:()[\]{}«»“”]+\.pb\.gz(?![\w.])/gu;

export interface PathLink {
  /** Where in the text it begins and where it has ended. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

/** The paths of saved profiles in a line. */
export function savedProfilesIn(line: string): readonly PathLink[] {
  return Array.from(line.matchAll(SAVED_PROFILE), ({ 0: path, index }) => ({
    start: index,
    end: index + path.length,
    path,
  })).filter(({ path, start }) => !path.startsWith('//') && !line.slice(0, start).endsWith(':'));
}

/** The page that shows a saved profile of a lab's workspace. */
export const savedProfilePage = (labId: string, path: string): string =>
  `/pprof/?src=${encodeURIComponent(`saved:${labId}/${path}`)}`;

/** Where an address of the terminal leads: a profile to our own page, anything else to itself. */
export const destinationOf = (url: string): string =>
  LIVE_PROFILE.test(url) ? `/pprof/?src=${encodeURIComponent(`live:${url}`)}` : url;
