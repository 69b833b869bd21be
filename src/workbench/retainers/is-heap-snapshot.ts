import type { OpenedFile } from '../views/opened-file.ts';

/** V8 begins every heap snapshot like this. */
const BEGINNING = '{"snapshot":';

/** Told by how the file begins; of a gzipped one, which may be a profile too, by its name. */
export async function isHeapSnapshot({ file, name }: Pick<OpenedFile, 'file' | 'name'>): Promise<boolean> {
  const text = await file.slice(0, BEGINNING.length).text();
  return text === BEGINNING || /\.heapsnapshot(?:\.gz)?$/i.test(name);
}
