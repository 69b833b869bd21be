/**
 * Puts the split view back as the reader left it, before the first paint; src/workbench/split.ts writes what is read
 * here. A file of its own and not a module: modules run after the page is drawn, and the text would jump.
 */
try {
  const { open, text } = JSON.parse(localStorage.getItem('vazou.split') ?? '{}');
  const root = document.documentElement;
  if (open === true && matchMedia('(min-width: 72rem)').matches) root.dataset.bench = 'open';
  if (text >= 30 && text <= 70) root.style.setProperty('--split-text', `${text}%`);
} catch {
  // No storage, or something else in it: the page opens closed, as on a first visit.
}
