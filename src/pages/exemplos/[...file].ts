/** The examples' files, written into the built site: `memory-leak.heap.pb.gz`, `labs/memory-leak/server.ts.txt`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { EXAMPLES, RECORDINGS } from '../_examples.ts';

export const getStaticPaths: GetStaticPaths = () => {
  const sources = new Set(EXAMPLES.map(({ source }) => source));
  return [
    ...EXAMPLES.map(({ id }) => ({ params: { file: `${id}.pb.gz` }, props: { path: `${RECORDINGS}/${id}.pb.gz` } })),
    ...[...sources].map((source) => ({ params: { file: `${source}.txt` }, props: { path: source } })),
  ];
};

export const GET: APIRoute<{ path: string }> = async ({ props }) => new Response(await readFile(resolve(props.path)));
