/** A view on a recorded profile, as pprof prints it: what a lesson shows where there is no script and no workshop. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Profile } from '#pprof/profile.ts';
import { topData, topText } from '#pprof/report/top.ts';
import { tracesData, tracesText } from '#pprof/report/traces.ts';
import { peekData, treeText } from '#pprof/report/tree.ts';
import { captureFile, type CaptureVariant, type Provenance, type Recording } from './recording.ts';

/** From the repository's root: the site's build and the tests both run there. */
const FOLDER = resolve('src/content/recordings');

export interface RecordedProfile {
  readonly lab: string;
  readonly profile: string;
  readonly variant?: CaptureVariant | undefined;
}

export type StaticView = 'top' | 'traces' | 'peek';

export interface ViewRequest extends RecordedProfile {
  readonly view: StaticView;
  readonly options: Partial<ReportOptions>;
  /** Rows of `top`, or stacks of `traces`; the rest is left out. */
  readonly rows: number;
  /** Another capture of the same lab to take away from this one. */
  readonly base?: RecordedProfile | undefined;
  /** The function that `peek` is about. */
  readonly pattern?: string | undefined;
}

/** @throws when there is no such recording: `npm run record <lab>` makes it */
export function recordingOf(lab: string): Recording {
  return JSON.parse(readFileSync(resolve(FOLDER, `${lab}.json`), 'utf8')) as Recording;
}

/** Of a lab, or of the example service that is none. */
export function provenanceOf(name: string): Provenance {
  return recordingOf(name);
}

export function pathOf({ lab, profile, variant }: RecordedProfile): string {
  return resolve(FOLDER, captureFile(lab, profile, variant));
}

export function viewText({ view, options, rows, base, pattern = '', ...recorded }: ViewRequest): string {
  const profile = combined(recorded, base);
  switch (view) {
    case 'top': {
      const { header, rows: all } = topData(profile, options);
      return topText({ header, rows: all.slice(0, rows) });
    }
    case 'traces': {
      const { header, traces } = tracesData(profile, options);
      const largest = [...traces].toSorted((a, b) => Number(b.value) - Number(a.value)).slice(0, rows);
      return tracesText({ header, traces: largest });
    }
    case 'peek':
      return treeText(peekData(profile, pattern, options));
  }
}

export function profileOf(recorded: RecordedProfile): Profile {
  return decodeProfile(readFileSync(pathOf(recorded)));
}

function combined(recorded: RecordedProfile, base: RecordedProfile | undefined): Profile {
  return combineProfiles({ profiles: [profileOf(recorded)], base: base ? [profileOf(base)] : [], isDifference: true });
}
