/** The editor in the page's theme. */
import * as monaco from 'monaco-editor/editor';
import { tokenReader, type Theme } from '../theme.ts';

/** Monaco's own colours for code, on our surfaces. For every editor of the page, as Monaco has it. */
export function applyTheme(host: HTMLElement, theme: Theme): void {
  const token = tokenReader(host);
  const name = `vazou-${theme}`;
  monaco.editor.defineTheme(name, {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: token('--vz-text-muted').slice(1) },
      // Monaco's own are too faint on a marked line, or just short of 4.5:1.
      { token: 'number', foreground: token('--vz-series-3').slice(1) },
      { token: 'type', foreground: token('--vz-fixed').slice(1) },
    ],
    colors: {
      'editor.background': token('--vz-surface'),
      'editorGutter.background': token('--vz-surface'),
      'editorLineNumber.foreground': token('--vz-text-muted'),
      'editorLineNumber.activeForeground': token('--vz-text'),
      'editorWidget.background': token('--vz-surface-raised'),
      'editorWidget.border': token('--vz-border'),
      // Red is gone, blue-green is new; the gutter's signs say the same.
      'diffEditor.insertedLineBackground': token('--vz-fixed-soft'),
      'diffEditor.removedLineBackground': token('--vz-danger-soft'),
      'diffEditor.insertedTextBackground': `${token('--vz-fixed')}33`,
      'diffEditor.removedTextBackground': `${token('--vz-danger')}33`,
      'diffEditor.diagonalFill': token('--vz-border'),
      focusBorder: token('--vz-accent'),
    },
  });
  monaco.editor.setTheme(name);
}
