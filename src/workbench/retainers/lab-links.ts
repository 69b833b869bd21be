/** From a path of a lab's snapshot to the lab's code. */
import { signal, type Signal } from '@preact/signals';
import type { Bench } from '../bench.ts';
import { labFileName } from '../profile/lab-source.ts';
import type { CodeLinks } from './cluster-item.tsx';
import { declarationLine } from './declaration.ts';

export interface LabLinks extends CodeLinks {
  /** Whose code the snapshot is of. */
  readonly ran: Signal<string>;
}

export function createLabLinks({ documents, editorOf }: Pick<Bench, 'documents' | 'editorOf'>): LabLinks {
  const ran = signal('mine');
  return {
    ran,
    isOwn: (file) => editorOf(ran.peek(), file) !== null,
    lineOf({ file, line }) {
      const open = editorOf(ran.peek(), file);
      return open === null ? null : () => open(line);
    },
    declarationOf(file, variable) {
      const open = editorOf(ran.peek(), file);
      const name = labFileName(file);
      // Only the learner's own text is here; in the other versions the variable stands at about the same line.
      const text = name === null ? undefined : documents.open.peek().get(name)?.text;
      const line = text === undefined ? null : declarationLine(text, variable);
      return open === null || line === null ? null : () => open(line);
    },
  };
}
