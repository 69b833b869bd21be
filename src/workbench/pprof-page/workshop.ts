/** What the page asks of the workshop: labs and their captures, profiles of local processes, what the command line offers. */
import type { Capture, LabSummary, OfferedProfiles, RemoteProfileRequest } from '#server/contract.ts';
import { ApiProblem, createApi, createCaller, type Api } from '../api.ts';
import type { SourceText } from '../views/engine/protocol.ts';

/** `static`: the site is served as plain files. `no-session`: the workshop is there, but does not know this tab. */
export type Standing = 'live' | 'no-session' | 'static';

export interface Workshop {
  standing(): Promise<Standing>;
  labs(): Promise<readonly LabSummary[]>;
  lab(id: string): Api;
  /** Its profiles; a trace is none. */
  captures(labId: string): Promise<readonly Capture[]>;
  /** A profile of a process on this machine; `givenUp` ends its recording. */
  remote(request: RemoteProfileRequest, givenUp: AbortSignal): Promise<Blob>;
  offered(): Promise<OfferedProfiles>;
  offeredFile(which: 'profile' | 'base'): Promise<Blob>;
  offeredSource(file: string): Promise<SourceText>;
}

export function createWorkshop(lifetime: AbortSignal): Workshop {
  const { call, json } = createCaller(lifetime);
  const blob = async (response: Promise<Response>): Promise<Blob> => (await response).blob();
  return {
    async standing() {
      try {
        await json('GET', '/api/session');
        return 'live';
      } catch (error) {
        return error instanceof ApiProblem && error.problem.kind === 'refused' ? 'no-session' : 'static';
      }
    },
    labs: () => json('GET', '/api/labs'),
    lab: (id) => createApi(id, lifetime),
    async captures(labId) {
      const all = await json<readonly Capture[]>('GET', `/api/labs/${encodeURIComponent(labId)}/captures`);
      return all.filter(({ profile }) => profile !== 'trace');
    },
    remote: (request, givenUp) => blob(call('POST', '/api/remote-profile', request, givenUp)),
    offered: () => json('GET', '/api/offered'),
    offeredFile: (which) => blob(call('GET', `/api/offered/${which}`)),
    offeredSource: (file) => json('GET', `/api/offered/source?file=${encodeURIComponent(file)}`),
  };
}
