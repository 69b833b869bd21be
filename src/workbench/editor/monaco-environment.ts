/** Where Monaco finds its workers: our own files, nothing from elsewhere. */
self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'typescript'
      ? new Worker(new URL('./typescript.worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};
