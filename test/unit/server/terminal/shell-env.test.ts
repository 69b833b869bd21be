import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS, shellEnv } from '#server/terminal/shell/shell-env.ts';

const identity = { runId: 'run', folder: '/w/lab', workspace: '/w' };

test('what a shell needs, and nothing that is secret', () => {
  const env = shellEnv(identity, {
    PATH: '/project/node_modules/.bin:/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin:/usr/bin',
    HOME: '/home/ana',
    SHELL: '/bin/zsh',
    LANG: 'pt_BR.UTF-8',
    AWS_SECRET_ACCESS_KEY: 'segredo',
    NPM_TOKEN: 'segredo',
    npm_config_registry: 'https://x',
    npm_lifecycle_event: 'start',
    NODE_OPTIONS: '--inspect',
    VAZOU_DEBUG_TOKEN: 'segredo',
  });
  expect(JSON.stringify(env)).not.toContain('segredo');
  expect(env).toMatchObject({ HOME: '/home/ana', SHELL: '/bin/zsh', LANG: 'pt_BR.UTF-8', TERM: 'xterm-256color' });
  expect(env).toMatchObject({ VAZOU_RUN_ID: 'run', VAZOU_WORKSPACE: '/w', PPROF_TMPDIR: '/w/lab/perfis' });
  expect(Object.keys(env).filter((name) => /npm|NODE_OPTIONS|TOKEN/i.test(name))).toEqual([]);
  expect(env['PATH']?.split(delimiter)).toEqual([...COMMANDS, '/usr/bin']);
});

test('a language that knows accents, where the system says none', () => {
  expect(shellEnv(identity, {})['LANG']).toMatch(/UTF-8$/);
});
