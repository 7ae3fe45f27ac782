/** Text for the inside of an SVG element or a quoted attribute. Characters that XML forbids become U+FFFD. */
export function escapeSvgText(text: string): string {
  return text
    // oxlint-disable-next-line no-control-regex -- reason: these control characters are exactly what XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
