import { text } from '../http/answer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';

/** As in Go: the words of the command line, with NUL between them and no end of line. */
export const cmdline: DebugProfile = {
  name: 'cmdline',
  words: words.profiles.cmdline,
  async answer(_parameters, { commandLine }) {
    return text(commandLine.join('\0'));
  },
};
