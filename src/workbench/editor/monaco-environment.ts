/**
 * Where Monaco finds its workers: in files of our own origin. It would start its editor worker from a blob, which the
 * content security policy forbids. The path of TypeScript's is the one that Monaco itself names, so that the bundler
 * sees one worker and not two of 7 MB.
 */
/* oxlint-disable import/default -- Vite answers `?worker` with a constructor as the default export. */
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import TsWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';

self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'typescript' ? new TsWorker() : new EditorWorker()),
};
