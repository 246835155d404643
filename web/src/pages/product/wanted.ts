/**
 * `use:wanted={'name'}` on the box of a field: when the address asks for it (`?o=name`), it comes into view and its first control has the focus. That is how a gap
 * leads to the field that mends it.
 */
export function wanted(node: HTMLElement, field: string): void {
  if (new URLSearchParams(location.search).get('o') !== field) return;
  const details = node.closest('details');
  if (details) details.open = true;
  requestAnimationFrame(() => {
    node.scrollIntoView({ block: 'center' });
    node.querySelector<HTMLElement>('input, select, textarea, button, a')?.focus({ preventScroll: true });
  });
}
