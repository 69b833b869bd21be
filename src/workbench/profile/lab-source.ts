import { t } from '#i18n/index.ts';
import { messageOf, type Api, type RunVariant } from '../api.ts';
import type { SourceText } from '../views/engine/protocol.ts';

/** Reads a file that a lab's profile names, when it is one of the lab's own. */
export function labSource(api: Pick<Api, 'files' | 'file'>, variant: string): (file: string) => Promise<SourceText> {
  return async (path) => {
    const name = path.split(/[\\/]/).at(-1) ?? '';
    const wanted: RunVariant = variant === 'original' || variant === 'solution' ? variant : 'mine';
    try {
      const known = (await api.files()).find((file) => file.name === name);
      if (known === undefined || /[\\/]node_modules[\\/]/.test(path)) return { why: t.workbench.profile.otherFile };
      // The solution stands in a file of its own and is shown under the lab's name.
      return { text: (await api.file(name, wanted)).content };
    } catch (error) {
      return { why: messageOf(error) };
    }
  };
}
