/** A Deployment for Kubernetes, by the fields that the lessons use, and by what the text claims of it. */
import { z } from 'zod';
import { readSettings } from '../../src/diagnostics/settings.ts';

const labels = z.record(z.string(), z.string());
/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
const deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    replicas: z.int().positive(),
    selector: z.strictObject({ matchLabels: labels }),
    template: z.strictObject({
      metadata: z.strictObject({ labels }),
      spec: z.strictObject({
        containers: z.array(
          z.strictObject({
            name: z.string(),
            image: z.string(),
            env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
            resources: z.strictObject({ limits: z.strictObject({ memory: z.string().regex(/^\d+Mi$/) }) }),
            volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string().startsWith('/') })),
          }),
        ),
        volumes: z.array(z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) })),
      }),
    }),
  }),
});

/** @throws {z.ZodError} if it has not that form. */
export function faultOfDeployment(document: unknown): string | null {
  const { selector, template } = deployment.parse(document).spec;
  for (const [name, value] of Object.entries(selector.matchLabels)) {
    if (template.metadata.labels[name] !== value) return `o seletor pede ${name}: ${value}, e o modelo não tem`;
  }
  const volumes = new Set(template.spec.volumes.map(({ name }) => name));
  for (const { env, resources, volumeMounts } of template.spec.containers) {
    const lost = volumeMounts.find(({ name }) => !volumes.has(name));
    if (lost) return `não há o volume ${lost.name}`;
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const complaint = readSettings(variables).complaints[0];
    if (complaint !== undefined) return complaint;
    const folder = variables['VAZOU_DEATH_DIR'] ?? '';
    if (!volumeMounts.some(({ mountPath }) => folder.startsWith(mountPath))) return `${folder} não está num volume`;
    const ceiling = Number(/--max-old-space-size=(\d+)/.exec(variables['NODE_OPTIONS'] ?? '')?.[1]);
    if (!(ceiling < Number.parseInt(resources.limits.memory, 10))) return 'o teto do heap não cabe no limite';
  }
  return null;
}
