/** What the text shows for the tools of others: a Dockerfile, a Deployment, rules for Prometheus; read as each tool would. */
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../../src/diagnostics/settings.ts';
import { wordsOf } from './commands.ts';
import { faultOfDeployment } from './deployment.ts';
import { fencesOf, lineAt, type Lesson, type Problem } from './lesson.ts';

export function checkManifests({ path, body }: Lesson): readonly Problem[] {
  return fencesOf(body).flatMap(({ language, code, index }) => {
    const fault = language === 'yaml' ? faultOfYaml(code) : language === 'dockerfile' ? faultOfDockerfile(code) : null;
    return fault === null ? [] : [{ path, line: lineAt(body, index), what: `${language}: ${fault}` }];
  });
}

/** `5m`, `1h`: https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations */
const DURATION = /^\d+(?:ms|[smhdwy])$/;
/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
const rules = z.array(
  z.strictObject({
    alert: z.string().regex(/^\w+$/),
    expr: z.string(),
    for: z.string().regex(DURATION).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
);
/** What the lessons ask for: of prom-client's default metrics, and of the functions of PromQL. */
const KNOWN = new Set([
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
  'min_over_time',
  'predict_linear',
  'offset',
  'and',
]);

function faultOfYaml(code: string): string | null {
  try {
    const document: unknown = parse(code);
    return Array.isArray(document) ? faultOfRules(document) : faultOfDeployment(document);
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
  }
}

function faultOfRules(document: unknown): string | null {
  for (const { expr } of rules.parse(document)) {
    if (expr.split('(').length !== expr.split(')').length) return 'parênteses sem par';
    for (const [, range = ''] of expr.matchAll(/\[(.*?)\]|\boffset (\S+)/g)) {
      if (range !== '' && !DURATION.test(range)) return `[${range}] não é uma duração`;
    }
    const unknown = expr.match(/(?<![\w.])[a-z]\w+/g)?.find((word) => !KNOWN.has(word));
    if (unknown !== undefined) return `não conheço ${unknown}`;
  }
  return null;
}

/** https://docs.docker.com/reference/dockerfile/ */
const INSTRUCTIONS = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'CMD', 'USER', 'VOLUME']);

function faultOfDockerfile(code: string): string | null {
  const lines = code.split('\n').filter((line) => line !== '');
  if (!lines[0]?.startsWith('FROM ')) return 'não começa por FROM';
  for (const line of lines) {
    const [instruction = '', rest = ''] = line.split(/ (.*)/);
    if (!INSTRUCTIONS.has(instruction)) return `não conheço ${instruction}`;
    if (instruction === 'CMD' && !z.array(z.string()).safeParse(jsonOf(rest)).success) return 'CMD não é uma lista';
    if (instruction === 'ENV') {
      const env = Object.fromEntries(wordsOf(rest).map((word) => word.split(/=(.*)/)));
      const complaint = readSettings(env).complaints[0];
      if (complaint !== undefined) return complaint;
    }
  }
  return null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
