/** The text of the first `<tag>` of a flat piece of XML, entities resolved; `undefined` where it is not there. */
export function tagText(xml: string, tag: string): string | undefined {
  const found = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return found === undefined ? undefined : unescapeXml(found).trim();
}

/** The inside of every `<tag>…</tag>`, which does not hold itself. */
export function tagContents(xml: string, tag: string): string[] {
  const contents: string[] = [];
  for (let at = xml.indexOf(`<${tag}>`); at !== -1; at = xml.indexOf(`<${tag}>`, at + 1)) {
    const start = at + tag.length + 2;
    const end = xml.indexOf(`</${tag}>`, start);
    if (end === -1) break;
    contents.push(xml.slice(start, end));
  }
  return contents;
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
