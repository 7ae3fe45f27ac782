declare module 'snowball-stemmers' {
  interface SnowballStemmer {
    stem(word: string): string;
  }
  const snowball: {
    /** @throws TypeError for a language it does not know */
    newStemmer(language: string): SnowballStemmer;
  };
  export default snowball;
}
