/** Profiles opened before, kept in this browser: the address names them, so that a reload or Back finds them again. */

export interface RecentFile {
  readonly id: string;
  readonly name: string;
  readonly openedAt: number;
  readonly file: Blob;
}

export interface RecentFiles {
  /** Known at once; a copy is kept while the view of it is on its way. */
  add(name: string, file: Blob): RecentFile;
  get(id: string): Promise<RecentFile | null>;
  remove(id: string): Promise<void>;
  /** The newest first. */
  list(): Promise<readonly RecentFile[]>;
}

const DATABASE = 'vazou.profiles';
const STORE = 'files';
const KEPT_FILES = 8;
/** Larger ones are remembered only while the page is open. */
const MOST_BYTES = 64 * 2 ** 20;

/** Where the browser keeps nothing (private windows), files are remembered while the page is open. */
export function createRecentFiles(): RecentFiles {
  const here = new Map<string, RecentFile>();
  let database: Promise<IDBDatabase | null> | undefined;
  const opened = (): Promise<IDBDatabase | null> => (database ??= openDatabase().catch(() => null));

  async function stored(): Promise<readonly RecentFile[]> {
    const open = await opened();
    if (open === null) return [];
    const all = open.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<RecentFile[]>;
    return done(all).catch(() => []);
  }

  /** Full storage costs the memory of this file, not the view of it. */
  async function keep(recent: RecentFile): Promise<void> {
    const open = await opened();
    if (open === null || recent.file.size > MOST_BYTES) return;
    // A stored `File` would go on being read from the disk.
    const bytes = await recent.file.arrayBuffer().catch(() => null);
    if (bytes === null || !here.has(recent.id)) return;
    const copy: RecentFile = { ...recent, file: new Blob([bytes]) };
    await done(open.transaction(STORE, 'readwrite').objectStore(STORE).put(copy)).catch(() => undefined);
    const old = (await stored()).toSorted((a, b) => b.openedAt - a.openedAt).slice(KEPT_FILES);
    const store = open.transaction(STORE, 'readwrite').objectStore(STORE);
    await Promise.all(old.map(({ id }) => done(store.delete(id)).catch(() => undefined)));
  }

  return {
    add(name, file) {
      const recent: RecentFile = { id: crypto.randomUUID().slice(0, 8), name, openedAt: Date.now(), file };
      here.set(recent.id, recent);
      void keep(recent);
      return recent;
    },
    async get(id) {
      // A file that somebody chose cannot be read any more once it has changed on the disk; its copy can.
      const chosen = here.get(id);
      if (chosen !== undefined && (await isReadable(chosen.file))) return chosen;
      return (await stored()).find((recent) => recent.id === id) ?? null;
    },
    async remove(id) {
      here.delete(id);
      const open = await opened();
      if (open === null) return;
      await done(open.transaction(STORE, 'readwrite').objectStore(STORE).delete(id)).catch(() => undefined);
    },
    async list() {
      const all = new Map([...(await stored()), ...here.values()].map((recent) => [recent.id, recent]));
      return [...all.values()].toSorted((a, b) => b.openedAt - a.openedAt).slice(0, KEPT_FILES);
    },
  };
}

/** One byte tells. */
const isReadable = (file: Blob): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'id' }));
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}
