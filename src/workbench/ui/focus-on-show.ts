/** As the ref of an element: takes the focus once it is there, in the place of what had it before. */
export const focusOnShow = (element: HTMLElement | null): void => element?.focus();
