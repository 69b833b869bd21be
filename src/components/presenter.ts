/** Class mode: `?aula` shows the presenter's notes, in this tab until they are hidden again. */
const KEY = 'vazou-aula';

function show(isClass: boolean): void {
  document.documentElement.toggleAttribute('data-aula', isClass);
}

if (new URLSearchParams(location.search).has('aula')) sessionStorage.setItem(KEY, 'sim');
show(sessionStorage.getItem(KEY) !== null);

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element) || !target.closest('[data-leave-class]')) return;
  sessionStorage.removeItem(KEY);
  show(false);
});
