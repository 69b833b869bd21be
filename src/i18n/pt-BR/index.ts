import { lab } from './lab.ts';
import { cli } from './cli.ts';
import { diagnosticsPages } from './diagnostics-pages.ts';
import { doctor } from './doctor.ts';
import { lesson } from './lesson.ts';
import { pprofPage } from './pprof-page.ts';
import { retainers } from './retainers.ts';
import { retainersPanel } from './retainers-panel.ts';
import { server } from './server.ts';
import { terminal } from './terminal.ts';
import { start } from './start.ts';
import { trace } from './trace.ts';
import { views } from './views.ts';
import { workbench } from './workbench.ts';
import { site } from './site.ts';

export const catalogue = {
  lab,
  cli,
  diagnosticsPages,
  doctor,
  lesson,
  pprofPage,
  retainers,
  retainersPanel,
  server,
  start,
  trace,
  views,
  workbench,
  terminal,
  site,
} as const;
export type Catalogue = typeof catalogue;
