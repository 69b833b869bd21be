/** The examples' files, written into the built site. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { EXAMPLES } from '../../_examples.ts';

export const getStaticPaths: GetStaticPaths = () =>
  EXAMPLES.flatMap(({ id, files }) => [
    { params: { lab: id, file: 'heap.pb.gz' }, props: { path: `src/content/recordings/${id}.heap.pb.gz` } },
    ...files.map((file) => ({ params: { lab: id, file: `${file}.txt` }, props: { path: `labs/${id}/${file}` } })),
  ]);

export const GET: APIRoute<{ path: string }> = async ({ props }) => new Response(await readFile(resolve(props.path)));
