/** Monaco's own worker: diffs, links, words. An entry of ours, so that the bundler makes a file of it. */
import 'monaco-editor/editor/editor.worker';
