/** Where a profile comes from, as an address says it; and the way from there to its bytes. */
import { t } from '#i18n/index.ts';
import { ExplainedError } from '../explained-error.ts';
import { labSource } from '../profile/lab-source.ts';
import { captureFileName } from '../profile/shown-captures.ts';
import type { OpenedFile } from '../views/opened-file.ts';
import type { RecentFiles } from './recent-files.ts';
import type { Workshop } from './workshop.ts';

/** A recorded profile that comes with the site, so that it also opens where there is no workshop. */
export interface Example {
  readonly id: string;
  readonly label: string;
  readonly url: string;
  readonly name: string;
  /** Addresses of its source files, by the last part of their names. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface Places {
  readonly workshop: Workshop;
  readonly recents: RecentFiles;
  readonly examples: readonly Example[];
}

/**
 * `file:ID` · `lab:SLUG/CAPTURE` or `lab:SLUG` for its newest · `saved:SLUG/PATH`, from the lab's folder in the
 * workspace · `example:ID` · `cli:profile` · `cli:base`
 */
export async function openSource(ref: string, { workshop, recents, examples }: Places): Promise<OpenedFile> {
  const [kind, rest] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)];
  switch (kind) {
    case 'file': {
      const recent = await recents.get(rest);
      if (recent === null) throw new ExplainedError(t.pprofPage.problem.forgotten);
      return { key: ref, name: recent.name, file: recent.file };
    }
    case 'lab': {
      const [labId = '', asked] = rest.split('/');
      const known = await workshop.captures(labId);
      const capture = asked === undefined ? known.at(-1) : known.find(({ id }) => id === asked);
      if (capture === undefined) throw new ExplainedError(t.pprofPage.problem.noCapture(labId));
      const api = workshop.lab(labId);
      const file = new Blob([await api.captureBytes(capture.id)]);
      const key = `lab:${labId}/${capture.id}@${capture.takenAt}`;
      return { key, name: captureFileName(labId, capture), file, readSource: labSource(api, capture.variant) };
    }
    case 'saved': {
      const [labId = ''] = rest.split('/');
      const path = rest.slice(labId.length + 1);
      const api = workshop.lab(labId);
      const file = new Blob([await api.savedProfile(path)]);
      const name = path.split(/[\\/]/).at(-1) ?? path;
      return { key: ref, name, file, readSource: labSource(api, 'mine') };
    }
    case 'example': {
      const example = examples.find(({ id }) => id === rest);
      if (example === undefined) break;
      const { sources } = example;
      return {
        key: ref,
        name: example.name,
        file: await (await fetchFile(example.url)).blob(),
        readSource: async (file) => {
          const url = sources[file.split(/[\\/]/).at(-1) ?? ''];
          if (url === undefined) return { why: t.workbench.profile.otherFile };
          return { text: await (await fetchFile(url)).text() };
        },
      };
    }
    case 'cli': {
      const which = rest === 'base' ? 'base' : 'profile';
      const { names } = await workshop.offered();
      return {
        key: ref,
        name: names[which] ?? `${which}.pb.gz`,
        file: await workshop.offeredFile(which),
        readSource: (file) => workshop.offeredSource(file),
      };
    }
  }
  throw new ExplainedError(t.pprofPage.problem.badAddress);
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new ExplainedError(t.pprofPage.problem.exampleMissing);
  return response;
}
