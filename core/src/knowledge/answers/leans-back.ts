const LEANS_BACK =
  /^(?:you can also|it|its|this|that|these|those|they|their|he|she|his|her|such|however|therefore|also|then|but|and|so|thus|instead|otherwise|er|sie|es|dies|diese[rs]?|dabei|außerdem|jedoch|il|elle|cela|ils|elles|él|ella|esto|estos|eso|sin embargo)\b|^(?:这|该|它|他|她|これ|それ)/iu;

/** Whether a sentence is understood only with the one before it: it begins with a pronoun or a connective. */
export function leansBack(sentence: string): boolean {
  return LEANS_BACK.test(sentence);
}
