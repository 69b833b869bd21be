import type { Agent } from '../agent.ts';
import { MainThread } from '../bridge.ts';
import { agentOf } from '../main/agent.ts';
import { board } from '../main/board.ts';
import { collectNow } from '../main/garbage-collections.ts';
import type { Subject } from '../profiles/debug-profile.ts';
import { readSettings } from '../settings.ts';

const settings = readSettings(process.env);

/** The profilers of this thread. They run from the first import on, as Go's heap profiler does from the start. */
export const agent: Agent = agentOf(settings);

/** What the profiles ask, asked of this thread itself. */
class ThisThread extends MainThread {
  constructor() {
    super('');
  }

  override async call<Name extends keyof Agent>(name: Name): Promise<ReturnType<Agent[Name]>> {
    return agent[name]() as ReturnType<Agent[Name]>;
  }

  /** In the app's own name, so that it cannot pass for a collection of the debug server's. */
  override async collectGarbage(times: number): Promise<void> {
    for (let done = 0; done < times; done++) collectNow();
  }
}

/** This process, for a profile that is written here and not served. Stalls are noted by the debug server's thread. */
export const subject: Subject = {
  main: new ThisThread(),
  board,
  stalls: null,
  tracksFiles: settings.trackFiles,
  runId: settings.runId,
  program: process.argv[1] ?? process.execPath,
  commandLine: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
};
