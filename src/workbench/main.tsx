/** The workbench as an island: the only door for the pages. */
import { render } from 'preact';
import { openBench } from './bench.ts';
import { BenchContext } from './context.ts';
import { Workbench } from './workbench.tsx';
import './ui/ui.css';
import './workbench.css';

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
