const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a chart shows, in words: what a screen reader says of it, and a terminal. Empty for an SVG that is not ours. */
export function svgDescription(svg: string): string {
  const found = /<desc>([^<]*)<\/desc>/.exec(svg);
  return (found?.[1] ?? '').replace(/&(#39|\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
