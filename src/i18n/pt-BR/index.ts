import { lab } from './lab.ts';
import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { server } from './server.ts';
import { start } from './start.ts';
import { workbench } from './workbench.ts';
import { site } from './site.ts';

export const catalogue = { lab, cli, doctor, server, start, workbench, site } as const;
export type Catalogue = typeof catalogue;
