/** File names as Go's `path/filepath` handles them on Unix: profiles carry names of the machine they come from. */

/** `filepath.Clean`: the shortest equivalent name, by text alone. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  if (rooted) return `/${kept.join('/')}`;
  return kept.length === 0 ? '.' : kept.join('/');
}

/** `filepath.Base`: the last part of a name. */
export function basePath(path: string): string {
  if (path === '') return '.';
  const stripped = path.replace(/\/+$/, '');
  return stripped === '' ? '/' : stripped.slice(stripped.lastIndexOf('/') + 1);
}

/** Removes a prefix that only the recording machine has, as pprof's `trim_path` and `source_path` ask. */
export function trimPath(path: string, trim: string, searchPath: string): string {
  if (trim === '') {
    // Without an own prefix, what is up to the base name of a search directory is taken for one.
    for (const directory of splitList(searchPath)) {
      const wanted = `/${basePath(directory)}/`;
      const found = path.indexOf(wanted);
      if (found >= 0) return path.slice(found + wanted.length);
    }
  }
  for (const prefix of [...splitList(trim), '/proc/self/cwd/./', '/proc/self/cwd/']) {
    const directory = prefix.endsWith('/') ? prefix : `${prefix}/`;
    if (path.startsWith(directory)) return path.slice(directory.length);
  }
  return path;
}

/** `filepath.SplitList` */
export function splitList(list: string): string[] {
  return list === '' ? [] : list.split(':');
}
