/** A file's name as short as it can be and still be told apart: its folder and its name. */
export function shortFile(file: string): string {
  const path = file.replace(/^file:\/\//, '');
  if (path.startsWith('node:')) return path;
  return path.split(/[\\/]/).slice(-2).join('/');
}
