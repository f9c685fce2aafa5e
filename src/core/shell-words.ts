/** Words as one command line that a shell reads as them: what has more than letters, digits and a few marks is quoted. */
export const shellWords = (words: readonly string[]): string => words.map(quoted).join(' ')

const quoted = (word: string): string =>
  /^[\w@%+:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
