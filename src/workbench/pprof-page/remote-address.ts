/** What the address of a process's profile says. Pure. */

/** What Go's `net/http/pprof` records of the CPU when it is not told. */
const CPU_SECONDS = 30;
/** The workshop records no longer. */
export const MOST_SECONDS = 60;

/** The scheme may be left out; null for what is no address. */
function parsed(url: string): URL | null {
  const text = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  return URL.canParse(text) ? new URL(text) : null;
}

const profileOf = ({ pathname }: URL): string => pathname.split('/').findLast((part) => part !== '') ?? 'perfil';

/** `127.0.0.1-6060-heap.pb.gz` */
export function remoteFileName(url: string): string {
  const address = parsed(url);
  return address === null ? 'perfil.pb.gz' : `${address.host}-${profileOf(address)}.pb.gz`.replaceAll(':', '-');
}

/** How long the process is going to record: as asked for, or as the address says, or what a CPU profile takes. */
export function remoteSeconds(url: string, asked: number): number {
  const address = parsed(url);
  if (address === null) return asked;
  const seconds = asked || Math.max(Math.trunc(Number(address.searchParams.get('seconds'))) || 0, 0);
  return Math.min(seconds || (profileOf(address) === 'profile' ? CPU_SECONDS : 0), MOST_SECONDS);
}
