/** Recorded profiles that come with the site: they open where there is no workshop, too. */

export interface RecordedExample {
  /** The lab it was recorded from. */
  readonly id: string;
  readonly label: string;
  /** Files of the lab that the profile names. */
  readonly files: readonly string[];
}

export const EXAMPLES: readonly RecordedExample[] = [
  { id: 'memory-leak', label: 'Vazamento de memória, depois da carga', files: ['server.ts'] },
];
