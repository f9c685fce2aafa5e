import { makeRng } from 'xeval'

const units = {
  'line breaks': '\n',
  tabs: '\t',
  spaces: ' ',
  'ideographic spaces': '\u3000',
  'CR LF': '\r\n',
  'zero-width spaces': '\u200b',
  letters: 'a',
  capitals: 'A',
  words: 'word ',
  digits: '7',
  zeros: '0',
  'digits and commas': '1,',
  'thousands in groups': '123,',
  decimals: '1.1',
  minus: '-',
  'full stops': '.',
  'full stops with spaces': '. ',
  'question marks': '?',
  'exclamation marks': '!',
  commas: ', ',
  colons: ':',
  semicolons: ';',
  apostrophes: "'",
  quotes: '"',
  'curly quotes': '“”',
  backslashes: '\\',
  slashes: '/',
  asterisks: '*',
  underscores: '_',
  backticks: '`',
  tildes: '~',
  'hash marks': '#',
  pipes: '|',
  dollars: '$',
  percent: '%',
  carets: '^',
  'less-than signs': '<',
  'greater-than signs': '>',
  'opening brackets': '(',
  'opening square brackets': '[',
  'opening braces': '{',
  'closing braces': '}',
  'opening full-width brackets': '【',
  'link openings': '[](',
  'image openings': '![',
  comments: '<!--',
  fences: '```\n',
  'open fences': '```json\n{"a":\n',
  'quoted lines': '> ',
  'nested lists': '- ',
  headings: '# \n',
  'table rows': '|a|b|\n',
  formulas: '$x$',
  'block formulas': '$$x$$\n',
  'open formulas': '\\(x ',
  boxes: '\\boxed{',
  'closed boxes': '\\boxed{7} ',
  fractions: '\\frac{1}{2}+',
  'open fractions': '\\frac{',
  roots: '\\sqrt{',
  powers: '2^',
  factorials: '9!',
  sums: '1+',
  products: 'x*',
  'left and right': '\\left(',
  equations: 'x=',
  一: '一',
  一万: '一万',
  分之一: '分之一',
  一点: '一点',
  不是: '不是',
  'number words': 'one hundred and ',
  dates: '5 May ',
  denials: 'not the ',
  statements: 'The answer is 42. ',
  announcements: 'The answer is ',
  refusals: "I'm sorry, but I can't help with that. ",
  grades: 'A: ',
  ratings: 'Rating: [[7]] ',
  'open ratings': 'Rating: [[',
  'verdict tags': '[Answer] safe\n',
  'Chinese verdict tags': '[答案] 安全\n',
  'open thoughts': '<think>',
  'closed thoughts': '</think>',
  thoughts: '<think>x</think>',
  'chat tokens': '<|im_end|>',
  harmony: '<|channel|>analysis<|message|>',
  'closing tags': '</answer>',
  'spread tags': '< / a n s w e r >',
  'escape codes': '\u001b[31m',
  'combining marks': '\u0301',
  emoji: '👩‍👩‍👧',
  'lone surrogates': '\ud800',
  'right to left': '\u202e',
  'JSON openings': '{"a":',
  'JSON lists': '[',
  NUL: '\0',
  sentences: 'It is 43. ',
  lines: 'It is 43.\n',
}
const pieces = Object.values(units)

/**
 * Answers that a model out of its mind gives, or somebody with a grudge writes, of about `n` characters: what makes a scanner
 * that is not linear, or not flat, show it.
 */
export const poisons: Readonly<Record<string, (n: number) => string>> = {
  ...repeated(units),
  'an escaped verdict': n => `{"rationale": "${'\\"'.repeat(n / 2)}", "label": "correct"}`,
  'a long verdict': n => `{"rationale": "${'x'.repeat(n)}", "label": "correct"}`,
  'a verdict with its end missing': n => `{"rationale": "${'x'.repeat(n)}`,
  'line breaks between words': n => `x${'\n'.repeat(n)}x`,
  'spaces between words': n => `42${' '.repeat(n)}x`,
  'tabs between grades': n => `A${'\t'.repeat(n)}B`,
  'nested brackets': n => '('.repeat(n / 2) + ')'.repeat(n / 2),
  'nested braces': n => `\\boxed{${'{'.repeat(n / 2)}${'}'.repeat(n / 2)}}`,
  'nested fractions': n => `\\boxed{${'\\frac{1}{'.repeat(n / 10)}2${'}'.repeat(n / 10)}}`,
  'a long number in a box': n => `\\boxed{${'7'.repeat(n)}}`,
  'a long sum in a box': n => `\\boxed{${'1+'.repeat(n / 2)}1}`,
  'a long list in a box': n => `\\boxed{${'1,'.repeat(n / 2)}1}`,
  'a huge power in a box': n => `\\boxed{9^{${'9'.repeat(n)}}}`,
  'a tower of powers in a box': n => `\\boxed{${'2^{'.repeat(n / 4)}2${'}'.repeat(n / 4)}}`,
  'the answer and a long tail': n => `\\boxed{42} ${'x '.repeat(n / 2)}`,
  'words of all kinds': n => Array.from({ length: n / 6 }, (_, at) => (at * 7919).toString(36)).join(' '),
}

/** `count` texts more, of pieces of these by chance: something before, a few pieces again and again, something after. */
export function mixtures(seed: number, count: number): Record<string, (n: number) => string> {
  const rng = makeRng('poison', seed)
  const pick = (): string => pieces[rng.int(pieces.length)] ?? ''
  return Object.fromEntries(
    Array.from({ length: count }, () => {
      const [before, unit, after] = [pick(), Array.from({ length: 1 + rng.int(3) }, pick).join(''), pick()]
      const make = (n: number): string => before + unit.repeat(Math.ceil(n / unit.length)) + after
      return [`${JSON.stringify(before)} ${JSON.stringify(unit)}… ${JSON.stringify(after)}`, make]
    }),
  )
}

function repeated(parts: Readonly<Record<string, string>>): Record<string, (n: number) => string> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, (n: number) => part.repeat(Math.ceil(n / part.length))]),
  )
}
