import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** A folder of somebody's own service, far from this repository, in which `npm install` has been. */
export class Elsewhere implements Disposable {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'vazou-elsewhere-')));

  /** Installs a dependency of ours as npm does from a folder: by a link. */
  install(name: string, from: string = join(repository, 'node_modules', name)): void {
    const to = join(this.path, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, 'junction');
  }

  installVazou(): void {
    this.install('vazou', repository);
  }

  /** Copies one of `services/` here, and gives its `file:` URL. */
  service(name: string): string {
    const path = join(this.path, name);
    cpSync(new URL(`services/${name}`, import.meta.url), path);
    return pathToFileURL(path).href;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
