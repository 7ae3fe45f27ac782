/** The part of Markdown that answers are written in. Images are links here: nothing remote is ever loaded by itself. */
export type InlineNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'line-break' }
  | { readonly type: 'strong' | 'emphasis' | 'strikethrough'; readonly children: readonly InlineNode[] }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly InlineNode[] }
  | { readonly type: 'wikilink'; readonly target: string; readonly text: string }
  | { readonly type: 'citation'; readonly markers: readonly number[] };

export interface ListItem {
  readonly children: readonly BlockNode[];
}

export type BlockNode =
  | { readonly type: 'paragraph'; readonly children: readonly InlineNode[] }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly InlineNode[] }
  | { readonly type: 'code-block'; readonly language: string; readonly text: string }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly ListItem[] }
  | { readonly type: 'quote'; readonly children: readonly BlockNode[] }
  | {
      readonly type: 'table';
      readonly alignments: readonly ('left' | 'center' | 'right' | undefined)[];
      readonly header: readonly (readonly InlineNode[])[];
      readonly rows: readonly (readonly (readonly InlineNode[])[])[];
    }
  | { readonly type: 'rule' };
