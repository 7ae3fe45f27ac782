/**
 * The text as nodes, with the words of the query marked, also where they only begin a longer word; case does not matter.
 * Words of one Latin letter are left alone: they would mark half the text.
 */
export function highlightWords(ownerDocument: Document, text: string, query: string): Node[] {
  const words = query.match(/[\p{L}\p{N}\p{M}]+/gu)?.filter((word) => word.length > 1 || !/^[\p{Script=Latin}\p{N}]$/u.test(word)) ?? [];
  if (words.length === 0) return [ownerDocument.createTextNode(text)];
  const pattern = new RegExp(words.map((word) => (/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{M}]+$/u.test(word) ? `(?<![\\p{L}\\p{N}])${word}` : word)).join('|'), 'giu');
  const nodes: Node[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) nodes.push(ownerDocument.createTextNode(text.slice(end, match.index)));
    const mark = ownerDocument.createElement('mark');
    mark.textContent = match[0];
    nodes.push(mark);
    end = match.index + match[0].length;
  }
  nodes.push(ownerDocument.createTextNode(text.slice(end)));
  return nodes;
}
