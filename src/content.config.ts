import { readdirSync } from 'node:fs';
import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { docsLoader, i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';

/** A lab is a folder of labs/. An enum makes a dangling id fail the build with file and field; `reference()` only warns. */
const labs = readdirSync('./labs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const page = z.object({
  /** The lab that this lesson works on: the page becomes a split view, lesson | workbench. */
  lab: z.enum(labs).optional(),
  /** Minutes that the lesson takes, with the lab. */
  minutes: z.number().int().positive().optional(),
  /** What the reader can do afterwards, shown on the trail. */
  goals: z.array(z.string()).optional(),
});

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: page }) }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
};
