import { z } from 'zod';
import type { StartRequest } from './contract.ts';

/** Whose code a learner may ask for. The planted wrong fix is for our own tests. */
export const visibleVariant: z.ZodType<StartRequest['variant']> = z.enum(['mine', 'original', 'solution']);
