/** Other spellings of an answer, made by rewriting its text: nothing here knows how the grader reads one. */

/** At least `count` spellings of the same answer where the rules give so many; the answer itself is not among them. */
export function rewrittenForms(answer: string, count: number): string[] {
  const base = braced(answer)
  const forms = new Set<string>([base])
  for (const rule of rules) for (const form of rule(base)) forms.add(form)
  // Typography on top of what has been rewritten.
  for (const form of [...forms]) for (const wrap of wrappers) forms.add(wrap(form))
  forms.delete(answer)
  return spread([...forms], count)
}

/** `\frac43` with its braces, so that rules need to know one spelling. */
export function braced(answer: string): string {
  return answer
    .replace(/\\frac\s*(\d)\s*(\d)/g, '\\frac{$1}{$2}')
    .replace(/\\frac\s*(\d)\s*\{/g, '\\frac{$1}{')
    .replace(/(\\frac\{[^{}]*\})\s*(\d)/g, '$1{$2}')
    .replace(/\\sqrt\s*(\d)/g, '\\sqrt{$1}')
    .replace(/(?<=\d),\\!\s*/g, '')
    .replace(/^(\d{1,3}),(\d{3})$/, '$1$2')
    .replace(/\\mbox/g, '\\text')
}

/** Evenly from the whole list, so that every rule has its share. */
const spread = (forms: readonly string[], count: number): string[] =>
  forms.filter(
    (_, at) =>
      forms.length <= count ||
      Math.floor((at * count) / forms.length) !== Math.floor(((at - 1) * count) / forms.length),
  )

type Rule = (answer: string) => string[]

/** A rule that applies where the pattern fits the whole answer. */
const whole =
  (pattern: RegExp, forms: (...groups: string[]) => string[]): Rule =>
  answer => {
    const [, ...groups] = pattern.exec(answer) ?? []
    return groups.length === 0 ? [] : forms(...groups)
  }

/** A rule that replaces throughout. */
const replaced =
  (pattern: RegExp, ...replacements: string[]): Rule =>
  answer =>
    replacements.map(replacement => answer.replace(pattern, replacement))

const isTerminating = (n: number): boolean => {
  let left = n
  for (const prime of [2, 5]) while (left % prime === 0) left /= prime
  return left === 1
}
const isScalar = (answer: string): boolean => !/[,=]|\\(?:cup|begin|text|pm|in(?![a-z])|circ|\$)|_|\\\{/.test(answer)
const grouped = (digits: string, comma: string): string => digits.replace(/\B(?=(\d{3})+$)/g, comma)

const rules: Rule[] = [
  whole(/^(-?)(\d+)$/, (sign, digits) => {
    const n = BigInt(digits)
    return [
      `x = ${sign}${digits}`,
      `${sign}${digits}.0`,
      `${sign}${digits}.000`,
      `${sign}0${digits}`,
      `${sign}\\frac{${n * 2n}}{2}`,
      `${sign}${n * 3n}/3`,
      `\\frac{${sign}${digits}}{1}`,
      `${sign}${digits} \\text{ units}`,
      `${sign}${digits}\\text{ cm}`,
      `${sign}${digits} \\times 10^{0}`,
      `${sign}\\sqrt{${n * n}}`,
      `${sign}${n + 7n} ${sign === '' ? '-' : '+'} 7`,
      `${sign}${grouped(digits, ',')}`,
      `${sign}${grouped(digits, '{,}')}`,
      `${sign}${grouped(digits, ',\\!')}`,
      `\\text{${sign}${digits}}`,
    ]
  }),
  whole(/^(-?)\\d?frac\{(\d+)\}\{(\d+)\}$/, (sign, over, under) => [
    ...(isTerminating(Number(under))
      ? [`${sign}${Number(over) / Number(under)}`, `${sign}${Number(over) / Number(under)}0`]
      : []),
    `${sign}${over}/${under}`,
    `\\frac{${sign}${over}}{${under}}`,
    `${sign}\\frac{${BigInt(over) * 6n}}{${BigInt(under) * 6n}}`,
    `${sign}(${over})/(${under})`,
    `p = ${sign}\\frac{${over}}{${under}}`,
    ...(Number(over) > Number(under)
      ? [`${sign}${Math.floor(Number(over) / Number(under))}\\frac{${Number(over) % Number(under)}}{${under}}`]
      : []),
  ]),
  whole(/^(\d*\.\d+)$/, decimal => [
    `${decimal}00`,
    `x=${decimal}`,
    `\\frac{${decimal.replace('.', '').replace(/^0+/, '')}}{1${'0'.repeat(decimal.length - decimal.indexOf('.') - 1)}}`,
    decimal.startsWith('.') ? `0${decimal}` : decimal.replace(/^0\./, '.'),
  ]),
  whole(/^(-?[\d.]+|\\frac\{\d+\}\{\d+\})\s*(?:\^\\circ|\\text\{ degrees\})$/, angle =>
    ['^{\\circ}', '\u00b0', '', ' degrees', '\\text{ degrees}', '\\,^\\circ', '\\degree'].map(unit => angle + unit),
  ),
  whole(/^\\\$([\d.]+)$/, money => [
    money,
    `\\$ ${money}`,
    `\\$${Number(money).toFixed(2)}`,
    `${money}\\text{ dollars}`,
    `${money} dollars`,
    `\\text{\\$}${money}`,
  ]),
  whole(/^([\d.]+)\s*\\text\{\s*(inches|cm|cents)\}(\^2)?$/, (value, unit, power = '') => [
    value,
    `${value}~\\text{${unit}}${power}`,
    `${value}\\ \\mathrm{${unit}}${power}`,
    ...(power === ''
      ? [`${value} ${unit}`]
      : [`${value} square ${unit}`, `${value}\\text{ ${unit}}^{2}`, `${value} \\text{ square ${unit}}`]),
  ]),
  whole(/^\\text\{\(?([A-Za-z]+)\)?\}$/, word => [
    word,
    `\\textbf{${word}}`,
    `\\mathrm{${word}}`,
    word.toLowerCase(),
    word.toUpperCase(),
    `\\text{ ${word} }`,
    `\\text{${word}.}`,
  ]),
  whole(/^(\d+)_\{?(\d+)\}?$/, (digits, base) => [
    digits,
    `${digits}_{${base}}`,
    `${digits}_${base}`,
    `${digits}_{ ${base} }`,
    `N = ${digits}_{${base}}`,
  ]),
  // Lists in another order, as a set, and as solutions.
  whole(/^([^(){}[\]]+,[^(){}[\]]+)$/, list => {
    const items = list.split(',').map(item => item.trim())
    const turned = items.toReversed().join(',')
    return [
      turned,
      `\\{${turned}\\}`,
      items.join(' , '),
      items.map(item => `x = ${item}`).join(', '),
      items.join(' \\text{ or } '),
      `\\left\\{${items.join(',')}\\right\\}`,
    ]
  }),
  whole(/^([^,{}]*?)\\pm\s*([^,]*)$/, (middle, half) => [
    `${middle}+${half}, ${middle}-${half}`,
    `${middle}-${half}, ${middle}+${half}`,
    `\\{${middle}+${half}, ${middle}-${half}\\}`,
    `x = ${middle}\\pm ${half}`,
  ]),
  whole(/^(?:x \\in )?([([])\s*(-?\d+)\s*,\s*(-?\d+|\\infty)\s*([)\]])$/, (open, low, high, close) => {
    if (open === '(' && close === ')' && high !== '\\infty') return []
    const [above, below] = [open === '[' ? '\\le' : '<', close === ']' ? '\\le' : '<']
    return high === '\\infty'
      ? [`x > ${low}`, `${low} < x`]
      : [`${low} ${above} x ${below} ${high}`, `x \\in ${open}${low},${high}${close}`]
  }),
  // A union of intervals, and a sum, in another order.
  whole(/^(\([^()]*\))\s*\\cup\s*(\([^()]*\))$/, (a, b) => [
    `${b} \\cup ${a}`,
    `${a}\\cup${b}`,
    `x \\in ${a} \\cup ${b}`,
    `${a} \u222a ${b}`,
  ]),
  answer => {
    const terms =
      isScalar(answer) && !/[()]/.test(answer)
        ? (answer.match(/(?:^|[+-])(?:[^+{-]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})+/g) ?? [])
        : []
    const turned = terms
      .map(term => term.trim())
      .map(term => (/^[+-]/.test(term) ? term : `+${term}`))
      .toReversed()
      .join(' ')
    return terms.length > 1 && terms.join('').length === answer.length ? [turned.replace(/^\+/, ''), turned] : []
  },
  whole(/^y = (.*)$/, right => [
    right,
    `y=${right.replaceAll(' ', '')}`,
    `${right} = y`,
    `y - (${right}) = 0`,
    `2y = 2(${right})`,
  ]),
  whole(/^(.*) = 0$/, left => [`0 = ${left}`, `-(${left}) = 0`, `${left} + 1 = 1`]),
  answer =>
    isScalar(answer)
      ? [`(${answer})`, `1 \\cdot (${answer})`, `(${answer}) + 0`, `\\frac{2(${answer})}{2}`, `{${answer}}`]
      : [],
  replaced(/\\d?frac/g, '\\dfrac', '\\tfrac', '\\cfrac'),
  replaced(/\\frac\{(-?\w+)\}\{(\w+)\}/g, '\\frac{ $1 }{ $2 }'),
  replaced(/(?<![\d ])\\frac\{(-?\w+)\}\{(\w+)\}(?![\w\\])/g, '{$1}/{$2}'),
  replaced(/^-\s*\\frac\{/, '\\frac{-'),
  replaced(
    /(\d)\s*\\sqrt\{(\d+)\}/g,
    '$1 \\cdot \\sqrt{$2}',
    '$1\\times\\sqrt{$2}',
    '$1\\,\\sqrt{$2}',
    '$1 * sqrt($2)',
  ),
  replaced(/\\sqrt\{(\d+)\}/g, '{$1}^{1/2}', '\\sqrt[2]{$1}', '\u221a($1)'),
  replaced(/(\d)\s*\\pi/g, '$1 \\cdot \\pi', '$1\u03c0', '$1 * pi'),
  whole(/^(\d+)\s*\\pi$/, factor => [`\\pi \\cdot ${factor}`]),
  replaced(/\(([^()]*)([)\]])/g, '\\left($1\\right$2', '\\bigl( $1 \\bigr$2'),
  replaced(/\\left|\\right/g, ''),
  replaced(/\\infty/g, '\u221e', '+\\infty'),
  replaced(/pmatrix/g, 'bmatrix', 'Bmatrix'),
  replaced(/(-?)(\d+)\/(\d+)/g, '$1\\frac{$2}{$3}', '\\frac{$1$2}{$3}', '$1 $2 / $3'),
  replaced(/\\\\/g, '\\\\\n', '\\\\[4pt]'),
  replaced(/\s*([+=,])\s*/g, '$1', ' $1 ', '\\,$1\\,', '~$1~'),
  replaced(/-/g, '\u2212'),
  replaced(/(?<![a-zA-Z])([a-z])\^(\d)/g, '$1^{$2}', '{$1}^$2'),
]

const wrappers: ((form: string) => string)[] = [
  form => ` ${form} `,
  form => `$${form}$`,
  form => `\\(${form}\\)`,
  form => `${form}.`,
  form => `\\displaystyle ${form}`,
  form => `\\,${form}\\,`,
  form => `$$${form}$$`,
  form => `\\[ ${form} \\]`,
]
