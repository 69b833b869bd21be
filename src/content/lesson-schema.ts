/** What a lesson says of itself, before its text. */
import { readdirSync } from 'node:fs';
import { z } from 'astro/zod';

/** A lab is a folder of labs/. An enum makes a dangling id fail the build with file and field; `reference()` only warns. */
const labs = readdirSync('./labs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** In texts of a quiz, `code` and *emphasis* are the only marks. */
const answer = z.object({
  text: z.string(),
  right: z.literal(true).optional(),
  /** Why it is right; or what whoever thinks so has misunderstood. */
  why: z.string(),
});

const question = z.object({
  question: z.string(),
  answers: z
    .array(answer)
    .min(3)
    .max(5)
    .refine((answers) => answers.filter(({ right }) => right).length === 1, 'exatamente uma resposta com right: true'),
});

export const lessonSchema = z.object({
  /** The lab that this lesson works on: the page becomes a split view, lesson | workbench. */
  lab: z.enum(labs).optional(),
  /** Minutes that the lesson takes, with the lab. */
  minutes: z.number().int().positive().optional(),
  /** What the reader can do afterwards. */
  goals: z.array(z.string()).optional(),
  /** Lessons to read before, as their addresses: `instrumentar/flat-e-cum`. */
  prerequisites: z.array(z.string()).optional(),
  /** Stands at the end of the page. */
  quiz: z.array(question).min(3).max(5).optional(),
});

export type Quiz = NonNullable<z.infer<typeof lessonSchema>['quiz']>;
