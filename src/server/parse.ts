import type { Context } from 'hono';
import { z } from 'zod';
import { t } from '#i18n/index.ts';
import { ServerError } from './errors.ts';

/**
 * The request's JSON body, in the shape of `schema`; an empty body counts as `{}`.
 *
 * @throws {ServerError} `bad-request` for another content type, broken JSON, or fields missing, unknown or wrong.
 */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  if (text === '') return parseInput({}, schema);
  // Also keeps out what an HTML form can send to another origin without being asked.
  if (!/^application\/json(?:\s*;|$)/i.test(c.req.header('content-type') ?? '')) throw new ServerError('bad-request');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ServerError('bad-request');
  }
  return parseInput(value, schema);
}

/** `value` in the shape of `schema`. @throws {ServerError} `bad-request`, naming the fields. */
export function parseInput<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')],
  );
  const named = [...new Set(fields)].filter((field) => field !== '');
  throw new ServerError('bad-request', named.length > 0 ? t.server.badFields(named) : undefined);
}
