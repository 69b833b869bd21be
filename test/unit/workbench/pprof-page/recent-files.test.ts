import { expect, test } from 'vitest';
import { createRecentFiles } from '#workbench/pprof-page/recent-files.ts';

/** A file that somebody chose, and that has changed on the disk since. */
class ChangedFile extends File {
  override slice(): Blob {
    const gone = new Blob();
    gone.arrayBuffer = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
    return gone;
  }
}

test('where the browser keeps no copy, a file that has changed on the disk is gone', async () => {
  const recents = createRecentFiles();
  const kept = recents.add('heap.pb.gz', new File(['a profile'], 'heap.pb.gz'));
  const changed = recents.add('changed.pb.gz', new ChangedFile(['a profile'], 'changed.pb.gz'));
  expect((await recents.get(kept.id))?.name).toBe('heap.pb.gz');
  expect(await recents.get(changed.id)).toBeNull();
});

test('a file that was removed is neither listed nor found', async () => {
  const recents = createRecentFiles();
  const [first, second] = ['first.pb.gz', 'second.pb.gz'].map((name) => recents.add(name, new File([name], name)));
  await recents.remove(first!.id);
  expect(await recents.get(first!.id)).toBeNull();
  expect((await recents.list()).map(({ id }) => id)).toEqual([second!.id]);
});
