/** TypeScript's language service for Monaco. An entry of ours, so that the bundler makes a file of it. */
import 'monaco-editor/language/typescript/ts.worker';
