/** What the page and the profile worker say to each other. Everything here can be structured-cloned. */
import type { FlameLayout } from '#pprof/flame.ts';

export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/** One line of Top: a function, with what it allocated itself (flat) and with all that it called (cum). */
export interface TopRow {
  readonly name: string;
  /** Its file; empty when unknown, or when functions of this name stand in several files. */
  readonly file: string;
  readonly flat: number;
  readonly cum: number;
}

/** A profile seen through one of its sample types. */
export interface ProfileView {
  readonly sampleTypes: readonly SampleType[];
  readonly selected: SampleType;
  /** What percentages are of. */
  readonly total: number;
  /** As `pprof -top` picks them: what is below half a per cent is left out. */
  readonly rows: readonly TopRow[];
  readonly flame: FlameLayout;
}

export interface ViewRequest {
  readonly id: number;
  /** A pprof file, gzipped or not. */
  readonly bytes: Uint8Array;
  /** Name of a sample type, or null for the profile's default. */
  readonly sampleType: string | null;
}

export type ViewAnswer =
  | { readonly id: number; readonly kind: 'view'; readonly view: ProfileView }
  | { readonly id: number; readonly kind: 'unreadable'; readonly message: string };
