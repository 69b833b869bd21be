/** Something a person should know about a report, which is made all the same. */
export type Warning =
  | { readonly kind: 'no-match'; readonly filter: FilterName }
  | { readonly kind: 'range'; readonly option: 'tagfocus' | 'tagignore'; readonly value: string }
  | { readonly kind: 'label-units'; readonly key: string; readonly used: string; readonly ignored: readonly string[] };

export type FilterName =
  | 'Focus'
  | 'Ignore'
  | 'Hide'
  | 'Show'
  | 'ShowFrom'
  | 'TagFocus'
  | 'TagIgnore'
  | 'TagShow'
  | 'TagHide'
  | 'TagRoot'
  | 'TagLeaf';

/** The warning in pprof's words. */
export function warningText(warning: Warning): string {
  switch (warning.kind) {
    case 'no-match':
      return `${warning.filter} expression matched no samples`;
    case 'range':
      return `${warning.option}:Interpreted '${warning.value}' as range, not regexp`;
    case 'label-units': {
      const ignored = warning.ignored.join(', ');
      return `For tag ${warning.key} used unit ${warning.used}, also encountered unit(s) ${ignored}`;
    }
  }
}
