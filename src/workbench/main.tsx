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

/** Builds the workbench of a lab in `host`, replacing what is there. Disposing ends every connection and listener. */
export function mount(host: HTMLElement, { labId }: MountOptions): Disposable {
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
    [Symbol.dispose]() {
      render(null, host);
      owner.abort();
    },
  };
}
