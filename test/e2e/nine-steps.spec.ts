/**
 * A lab's nine steps from the first to the last, on real labs, whose faults, profiles and verdicts are of different
 * kinds. One path by keys belongs to every run, as the other tests use the mouse; all of them to the long one.
 */
import type { Lesson } from './bench.ts';
import { expect, test } from './fixtures.ts';
import { keysOn, mouseOn } from './hands.ts';

interface Path extends Lesson {
  /** The name of what the lab's profile is captured with. */
  readonly capture: string;
  /** What is to be seen goes away with the load. */
  readonly during?: true;
  /** Heading of the first part of the verdict. */
  readonly fault: string;
}

const LEAK: Path = {
  path: '/laboratorios/vazamento-de-memoria/',
  lab: 'memory-leak',
  capture: 'heap',
  fault: 'Vazamento',
};
const DEFER: Path = {
  path: '/laboratorios/defer-dentro-do-laco/',
  lab: 'defer',
  capture: 'fd',
  during: true,
  fault: 'Pico de arquivos abertos',
};
const GARBAGE: Path = {
  path: '/laboratorios/lixo-demais/',
  lab: 'allocs',
  capture: 'allocs',
  fault: 'Alocação por requisição',
};
const RUNS = [
  { by: 'keys', path: DEFER, always: true },
  { by: 'mouse', path: LEAK, always: false },
  { by: 'keys', path: LEAK, always: false },
  { by: 'mouse', path: DEFER, always: false },
  { by: 'mouse', path: GARBAGE, always: false },
  { by: 'keys', path: GARBAGE, always: false },
] as const;
const VERDICT_TIMEOUT = 120_000;

for (const { by, path } of RUNS.filter(({ always }) => always || process.env['VAZOU_LONG'] !== undefined)) {
  test.describe(`nine steps of ${path.lab} by ${by}`, () => {
    test.use({ lesson: path });

    test('symptom, load, measure, capture, read, explain, fix, prove, prevent', async ({ bench, page }) => {
      test.slow();
      const { root } = bench;
      const { press, goIntoEditor } = by === 'keys' ? keysOn(page) : mouseOn();
      const panel = (name: string) => root.locator('[id^="wb-tab-"]').and(page.getByRole('tab', { name }));
      const did = (step: number) => page.getByRole('checkbox', { name: new RegExp(`^Fiz o passo ${step}\\b`) });
      const done = (step: string) =>
        expect(page.getByRole('navigation', { name: 'Passos da lição' }).getByRole('link', { name: step })) //
          .toHaveAccessibleName(/feito/);
      await bench.open();
      await press(did(1));
      await done('Sintoma');

      await press(bench.start);
      await bench.status.getByText('Rodando').waitFor();
      await press(bench.load);
      await expect(bench.load).toBeVisible({ timeout: VERDICT_TIMEOUT });
      await done('Reproduza');
      await press(bench.button('Forçar GC'));
      await done('Meça');
      await press(bench.button('Tabela'));
      await expect(root.locator('.wb-chart-table')).toContainText('fim da carga');
      await press(bench.button('Tabela'));

      const { evidence } = await bench.lab();
      await press(panel('Perfil'));
      if (path.during) await press(bench.button('Carga contínua'));
      await press(bench.button(`Capturar ${path.capture}`));
      await expect(root.locator('.wb-top-table tbody tr').first()).toContainText(evidence.function);
      if (path.during) await press(bench.button('Parar carga'));
      await expect(root.getByLabel('Tipo')).toHaveValue(evidence.sampleType);
      await done('Capture');
      await press(root.locator('.wb-function button', { hasText: evidence.function }).first());
      await press(bench.button('É o suspeito'));
      await press(did(6));
      await done('Explique');

      await press(panel('Veredito'));
      await press(bench.button('Pedir veredito da minha cópia'));
      await expect(root.getByRole('heading', { name: 'Ainda não passou' })).toBeVisible({ timeout: VERDICT_TIMEOUT });
      await expect(root.locator('.wb-part-fail').first()).toContainText(path.fault);
      // Read right, as the diagnosis says.
      await done('Leia');

      const solution = await bench.file('solution');
      await press(panel('Código'));
      await page.evaluate((code) => navigator.clipboard.writeText(code), solution.content);
      await goIntoEditor(bench);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('ControlOrMeta+V');
      await bench.save();
      expect((await bench.file('mine')).content).toBe(solution.content);
      await expect(root.getByText('O laboratório ainda roda a versão anterior')).toBeVisible();
      await press(bench.button('Reiniciar'));
      await expect(bench.status).toContainText('Rodando');
      await expect(root.locator('.wb-save-status')).toHaveText('Salvo');

      await press(panel('Veredito'));
      await press(bench.button('Pedir veredito da minha cópia'));
      await expect(root.getByRole('heading', { name: /^Passou: / })).toBeVisible({ timeout: VERDICT_TIMEOUT });
      await expect(root.locator('.wb-part-pass')).toHaveCount(4);
      await expect(root.locator('.wb-part-pass').last()).toContainText(evidence.function);
      await expect(root.locator('[aria-live]', { hasText: 'Passou' })).toHaveCount(1);
      await done('Corrija');
      await done('Prove');
      const picture = root.locator('.wb-floor');
      await expect(picture.getByRole('img')).toBeVisible();
      await expect(picture.locator('.wb-key-before')).toContainText('antes da correção');
      await press(picture.getByText('Em números'));
      await expect(picture.getByRole('columnheader', { name: 'antes' })).toBeVisible();

      // What goes away with the load the judge has no profile of.
      if (!path.during) {
        await press(bench.button(/^Ver o diff do perfil/));
        await expect(root.getByText(/^Comparando \S+ → \S+/)).toBeVisible();
        const suspect = root.locator('.wb-top-table tbody tr', { hasText: evidence.function }).first();
        await expect(suspect.locator('.vw-less').first()).toHaveText(/^[-−]\d/);
      }
      await press(did(9));
      await done('Previna');
    });
  });
}
