/** How far a word of plain ASCII has been read. Inner capitals (`readFile`, `XMLFile`) and marks that may join make it special. */
export const asciiWord = { neutral: 0, small: 1, capital: 2, capitals: 3, ended: 4, special: 5 } as const;

/** What follows a state (below `ended`) and an ASCII code: at `state * 128 + code`. */
export const asciiWordSteps: Uint8Array = (() => {
  const steps = new Uint8Array(4 * 128).fill(asciiWord.ended);
  for (let state = 0; state < 4; state++) {
    const at = state * 128;
    for (let digit = 48; digit <= 57; digit++) steps[at + digit] = asciiWord.neutral;
    for (let letter = 97; letter <= 122; letter++) {
      steps[at + letter] = state === asciiWord.capitals ? asciiWord.special : asciiWord.small;
      steps[at + letter - 32] = state === asciiWord.small ? asciiWord.special : state === asciiWord.neutral ? asciiWord.capital : asciiWord.capitals;
    }
    // _ and '
    for (const joiner of [95, 39]) steps[at + joiner] = asciiWord.special;
  }
  return steps;
})();
