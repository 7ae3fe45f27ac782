import type { WordReader } from './word-reader.ts';

/** What kind of answer a question asks for. */
export type QuestionType = 'definition' | 'how' | 'when' | 'number' | 'who' | 'where' | 'why' | 'other';

export interface Question {
  readonly text: string;
  readonly type: QuestionType;
  /** Stems of the words that carry its topic, each once, in order. All words when none does. */
  readonly stems: readonly string[];
}

/** First match wins. Question words of the languages that the index knows stop words for, as far as they tell the type. */
const TYPES: readonly (readonly [QuestionType, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|long|far|old|big|large|often|fast|tall|deep|high)\b|\b(?:cost|price|percent|percentage)\b|\bwie ?(?:viele?|lange|weit|hoch|alt|groß|oft|teuer)\b|\bkostet\b|\bcu[aá]nt[oa]s?\b|\bcombien\b|\bquant[oiae]\b|\bhoeveel\b|\bсколько\b|多少|几个|いくつ|いくら|كم/iu,
  ],
  ['when', /\bwhen\b|\b(?:what|which|in what) (?:year|date|day|month|century|decade|time)\b|\bwann\b|\bwelche[ms]? (?:jahr|tag|datum)\b|\bcu[aá]ndo\b|\bquand\b|\bquando\b|\bwanneer\b|\bкогда\b|何时|什么时候|哪一?年|いつ|متى/iu],
  ['how', /\bhow (?:to|do|does|did|can|could|should|would|is|are)\b|\bsteps? (?:to|for)\b|\bwie\b|\bc[oó]mo\b|\bcomment\b|\bcome (?:si|posso|fare)\b|\bhoe\b|\bкак\b|如何|怎么|怎样|どうやって|方法|كيف/iu],
  ['definition', /\bwhat(?:'s|’s| is| are| was| were| does .* mean)\b|\bdefin(?:e|ition)\b|\bmeaning of\b|\bwas (?:ist|sind|bedeutet)\b|\bqu[eé] (?:es|son|significa)\b|\bqu'est-ce qu|\bc'est quoi\b|\bcos(?:'è|a è)\b|\bo que (?:é|são)\b|\bwat (?:is|zijn)\b|\bчто такое\b|什么是|是什么|とは|何ですか|ما هو|ما هي/iu],
  ['who', /\bwho(?:se|m)?\b|\bwer\b|\bwem\b|\bwen\b|\bqui[eé]n(?:es)?\b|\bqui\b|\bwie is\b|\bкто\b|谁|哪位|だれ|誰|من هو/iu],
  ['where', /\bwhere\b|\bwhat (?:place|city|country|state|town|location|region)\b|\bwo\b|\bwoher\b|\bwohin\b|\bd[oó]nde\b|\boù\b|\bdove\b|\bonde\b|\bwaar\b|\bгде\b|哪里|在哪|どこ|أين/iu],
  ['why', /\bwhy\b|\bwarum\b|\bwieso\b|\bpor qu[eé]\b|\bpourquoi\b|\bperch[eé]\b|\bwaarom\b|\bпочему\b|\bзачем\b|为什么|なぜ|لماذا/iu],
];

/** Words that only say what kind of answer is wanted, and stand in no answer: `how long`, `what year`, `what does … mean`. */
const ASKING_WORDS =
  /\bhow (?:many|much|long|far|old|big|large|often|fast|tall|deep|high)\b|\b(?:what|which) (?:year|date|day|month|century|decade|time|kind of|kinds of|type of|types of|sort of)\b|\bthe (?:meaning|definition|difference) (?:of|between)\b|\bmeans?\??$|\bstands? for\??$|\bhow (?:do|does|can|could|to|should|would)(?: (?:i|you|we|one))? (?:use|do|get)\b|\bwie (?:viele?|lange|weit|hoch|alt|groß|oft|teuer)\b|\bquel(?:le)? (?:année|date)\b|\b(?:qué|cuál) (?:año|fecha)\b|有?多少|几个|有多|什么时候|什么样的?|什么|何时|哪(?:里|些|个|种|位|一?年)|是谁|为什么|怎么|怎样|如何|[吗呢]|とは|何ですか|ですか|いくつ|いくら|どうやって/giu;

export function readQuestion(text: string, reader: WordReader): Question {
  const bare = text.replace(ASKING_WORDS, ' ');
  const words = reader.words(/[\p{L}\p{N}]/u.test(bare) ? bare : text);
  const topical = words.filter(({ isStopWord }) => !isStopWord);
  const stems = new Set((topical.length > 0 ? topical : words).map(({ stem }) => stem));
  return { text, type: TYPES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other', stems: [...stems] };
}
