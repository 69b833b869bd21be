import { words } from '../words.ts';
import { answerCounted } from './counted.ts';
import type { DebugProfile } from './debug-profile.ts';

/** The workers that run, by the line that started them. Go's has the threads of the system. */
export const threadcreate: DebugProfile = {
  name: 'threadcreate',
  words: words.profiles.threadcreate,
  count: ({ board }) => board.workers,
  async answer(parameters, { main, program }, gone) {
    const take = async () => {
      const threads = await main.call('threads');
      const sites = threads.map(({ id, name, stack }) => ({
        // Started by the diagnostics: none of the app's functions is on that stack.
        stack: stack.length > 0 ? stack : [{ name: name === '' ? words.noStack : `(${name})`, file: '', line: 0 }],
        count: 1,
        labels: [['thread', name] as const, ['id', String(id)] as const],
        details: [words.thread(id, name)],
      }));
      return { sites, comments: [words.threadsSeen] };
    };
    return answerCounted('threadcreate', take, { parameters, program, gone });
  },
};
