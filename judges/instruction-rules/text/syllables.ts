/** Syllables of an English word by its spelling: groups of vowels, without those that are silent. About one word in ten is off by one. */
export function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  if (letters === '') return 0
  const known = exceptions.get(letters)
  if (known !== undefined) return known
  const groups = letters.match(/[aeiouy]+/g)?.length ?? 0
  const more = added.filter(pattern => pattern.test(letters)).length
  const less = silent.filter(pattern => pattern.test(letters)).length
  return Math.max(1, groups + more - less)
}

/** Vowels side by side that are spoken apart. */
const added = [
  /[^cgstx]i(?:a|o(?!us)|u)/,
  /[^cgst]ie[nt]/,
  /rie|eo|uou|[^gq]ua[^iy]/,
  /(?:^|[^t])rea(?:t[eio]|l)|crea|idea|^real|area|theat/,
  /[aeiou]ing/,
  /[^aeiouy]les?$/,
  /ism$/,
]

/** A final or inner `e` that isn't spoken. */
const silent = [
  /[^aeiouy]e$/,
  /[^aeioutd]ed$/,
  /[^aeioucgszx]es$/,
  /[^aeioulm]e(?:ly|less|ful|ness|ment)/,
  /(?:some|there|where)./,
]

const exceptions: ReadonlyMap<string, number> = new Map(
  Object.entries({
    the: 1,
    be: 1,
    he: 1,
    me: 1,
    we: 1,
    she: 1,
    every: 2,
    people: 2,
    business: 2,
    science: 2,
    society: 4,
    variety: 4,
    being: 2,
  }),
)
