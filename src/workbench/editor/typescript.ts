/** TypeScript as the labs use it, for Monaco. */
import * as typescript from 'monaco-editor/languages/features/typescript/register';

/** TypeScript's numbers for `moduleResolution: bundler` and `moduleDetection: force`; Monaco's enums stop before them. */
const BUNDLER = 100 as typescript.ModuleResolutionKind;
const FORCE = 3;

let prepared = false;

/** What Node 26 runs as it stands: modern ESM with erasable types. Node's types arrive in their own chunk. */
export function prepareTypeScript(): void {
  if (prepared) return;
  prepared = true;
  const { typescriptDefaults, ScriptTarget, ModuleKind } = typescript;
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: BUNDLER,
    moduleDetection: FORCE,
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    allowNonTsExtensions: true,
    allowImportingTsExtensions: true,
    lib: ['esnext'],
    types: ['node'],
    typeRoots: ['file:///node_modules/@types'],
  });
  // Red marks only once the types are there: before, every import of Node would be one.
  typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true });
  void addNodeTypes();
}

async function addNodeTypes(): Promise<void> {
  try {
    const { libraries } = await import('./node-types.ts');
    typescript.typescriptDefaults.setExtraLibs([...libraries]);
    typescript.typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false });
  } catch {
    // Without the types the editor still edits, saves and marks errors of syntax.
  }
}
