/** A short text with `code`, **weight** and *emphasis* as HTML; anything else in it stays text. */
export function inlineHtml(text: string): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return plain
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? `<code>${piece}</code>` : emphasised(piece)))
    .join('');
}

function emphasised(text: string): string {
  return text.replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>').replace(/\*([^*]+)\*/g, '<em>$1</em>');
}
