import type { ReadonlySignal } from '@preact/signals';
import type { SourceText } from './engine/protocol.ts';

/** A profile that a view can be of. */
export interface OpenedFile {
  /** Stands for the bytes: the same key, the same profile. */
  readonly key: string;
  /** File name, for downloads and commands. */
  readonly name: string;
  readonly file: Blob;
  /** Where its source files are to be had; absent when nobody here knows. */
  readonly readSource?: (file: string) => Promise<SourceText>;
  /** How to bring up a line of one of its files in an editor; null for a file that is not to be edited here. */
  readonly editorOf?: (file: string) => ((line: number) => void) | null;
  /** True while the source that can be had is another than ran: its lines may have moved. Absent when nobody knows. */
  readonly isOutdated?: ReadonlySignal<boolean>;
}
