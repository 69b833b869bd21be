import { t } from '#i18n/index.ts';
import { messageOf, type Api, type RunVariant } from '../api.ts';
import type { SourceText } from '../views/engine/protocol.ts';

/** The solution stands in a file of its own, and is shown under the lab's name. */
const SHOWN_AS: Readonly<Record<string, string>> = { 'solution.ts': 'server.ts', 'wrong-fix.ts': 'server.ts' };

/** The version of the code that a run of `variant` was of, as far as the learner may see it. */
export const visibleVariant = (variant: string): RunVariant =>
  variant === 'original' || variant === 'solution' ? variant : 'mine';

/** Name among the lab's files of a path that a profile, or a snapshot, of the lab tells; null when it cannot be one. */
export function labFileName(path: string): string | null {
  if (path === '' || path.startsWith('node:') || /[\\/]node_modules[\\/]/.test(path)) return null;
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return SHOWN_AS[name] ?? name;
}

/** Reads a file that a lab's profile names, when it is one of the lab's own. */
export function labSource(api: Pick<Api, 'files' | 'file'>, variant: string): (file: string) => Promise<SourceText> {
  return async (path) => {
    const name = labFileName(path);
    try {
      const known = name === null ? undefined : (await api.files()).find((file) => file.name === name);
      if (known === undefined) return { why: t.workbench.profile.otherFile };
      return { text: (await api.file(known.name, visibleVariant(variant))).content };
    } catch (error) {
      return { why: messageOf(error) };
    }
  };
}
