/** The workbench as an island: the only door for the pages. */
// The panels' style sheets come after these, and may refine them.
import './ui/ui.css';
import './workbench.css';
import { render } from 'preact';
import { openBench } from './bench.ts';
import { BenchContext } from './context.ts';
import { Workbench } from './workbench.tsx';

export interface MountOptions {
  readonly labId: string;
}

/** A workbench in the page. Disposing of it ends every connection and listener. */
export interface MountedWorkbench extends Disposable {
  /** Brings the terminal up and runs a command of the lesson in it. */
  runCommand(line: string): void;
}

/** Builds the workbench of a lab in `host`, replacing what is there. */
export function mount(host: HTMLElement, { labId }: MountOptions): MountedWorkbench {
  const owner = new AbortController();
  const bench = openBench(labId, owner.signal);
  host.replaceChildren();
  render(
    <BenchContext.Provider value={bench}>
      <Workbench />
    </BenchContext.Provider>,
    host,
  );
  return {
    runCommand: bench.runCommand,
    [Symbol.dispose]() {
      render(null, host);
      owner.abort();
    },
  };
}
