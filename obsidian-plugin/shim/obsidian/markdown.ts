import type { Component } from './component.ts';
import type { App } from './app.ts';

/** Renders the plain parts of Markdown: headings, lists, quotes, fences, bold, italics, code and links. Text only: no HTML passes. */
export const MarkdownRenderer = {
  async render(_app: App, markdown: string, element: HTMLElement, _sourcePath: string, _component: Component): Promise<void> {
    for (const block of markdown.split(/\n{2,}/)) renderBlock(block, element);
  },
};

function renderBlock(block: string, element: HTMLElement): void {
  const heading = /^(#{1,6}) (.*)/.exec(block);
  const fence = /^```[^\n]*\n([\s\S]*?)\n?```/.exec(block);
  if (fence) element.createEl('pre').createEl('code', { text: fence[1] ?? '' });
  else if (heading) renderInline(heading[2] ?? '', element.createDiv({ cls: `HyperMD-header-${heading[1]?.length ?? 1}` }));
  else if (/^[-*] /.test(block)) {
    const list = element.createEl('ul');
    for (const line of block.split('\n')) renderInline(line.replace(/^[-*] /, ''), list.createEl('li'));
  } else if (block.startsWith('> ')) renderInline(block.replace(/^> ?/gm, ''), element.createEl('blockquote'));
  else renderInline(block, element.createEl('p'));
}

function renderInline(text: string, element: HTMLElement): void {
  const pattern = /\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*]+)\*|`(?<code>[^`]+)`|\[\[(?<link>[^\]]+)\]\]/g;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    element.appendText(text.slice(end, match.index));
    const { bold, italic, code, link } = match.groups ?? {};
    if (bold) element.createEl('strong', { text: bold });
    else if (italic) element.createEl('em', { text: italic });
    else if (code) element.createEl('code', { text: code });
    else if (link) element.createEl('a', { cls: 'internal-link', text: link.split('|').at(-1) ?? link, href: link });
    end = match.index + match[0].length;
  }
  element.appendText(text.slice(end));
}
