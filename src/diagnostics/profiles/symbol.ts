import { text } from '../http/answer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';

/** Tools ask here for the names of addresses. V8's profiles have none, and carry all names themselves. */
export const symbol: DebugProfile = {
  name: 'symbol',
  words: words.profiles.symbol,
  async answer() {
    // Go's way to say "nothing to look up here" would be 0, and tools then would not ask.
    return text('num_symbols: 0\n');
  },
};
