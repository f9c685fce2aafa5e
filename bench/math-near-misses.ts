/**
 * Answers that are almost right. Each comes from one change whose effect is known without reading the answer as mathematics: one
 * number in it has another value, a sign is turned, two coordinates change places …
 */
import { braced } from './math-forms.ts'

export function nearMisses(answer: string, count: number): string[] {
  const base = braced(answer)
  const misses = new Set<string>()
  for (const rule of rules) for (const miss of rule(base)) if (miss !== base) misses.add(miss)
  // Numbers changed by more, until there are enough.
  for (let step = 2; misses.size < count && step < 40; step++)
    for (const miss of numbersChanged(base, step)) misses.add(miss)
  return [...misses].slice(0, count)
}

/** Every number of the answer in turn, moved by `step` in its last place. */
function numbersChanged(answer: string, step: number): string[] {
  const changed: string[] = []
  for (const { 0: text, index } of answer.matchAll(/\d*\.?\d+/g)) {
    const places = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
    for (const by of [step, -step]) {
      const digits = Number(text.replace('.', '')) + by
      // A zero could cancel what stands beside it, and a base of 1 doesn't exist.
      if (digits <= 1) continue
      const padded = String(digits).padStart(places + 1, '0')
      const written = places === 0 ? String(digits) : `${padded.slice(0, -places)}.${padded.slice(-places)}`
      changed.push(answer.slice(0, index) + written + answer.slice(index + text.length))
    }
  }
  return changed
}

type Rule = (answer: string) => string[]

const whole =
  (pattern: RegExp, misses: (...groups: string[]) => string[]): Rule =>
  answer => {
    const [, ...groups] = pattern.exec(answer) ?? []
    return groups.length === 0 ? [] : misses(...groups)
  }

/** Each written value that differs from n. */
const unlike = (n: number, values: readonly [string, number][]): string[] =>
  values.filter(([, value]) => Math.abs(value - n) > 1e-9).map(([text]) => text)

const rules: Rule[] = [
  answer => numbersChanged(answer, 1),
  whole(/^(-?\d+)$/, text => {
    const n = Number(text)
    const reversed = [...text.replace('-', '')].toReversed().join('')
    return [
      ...unlike(n, [
        [`${-n}`, -n],
        [`${text}0`, 10 * n],
        [`${n / 10}`, n / 10],
        [`${text}.5`, n < 0 ? n - 0.5 : n + 0.5],
        [`${text}.01`, n < 0 ? n - 0.01 : n + 0.01],
        [`\\frac{${n}}{2}`, n / 2],
        [`\\frac{${2 * n + 1}}{2}`, n + 0.5],
        [`\\frac{1}{${n === 0 ? 7 : n}}`, 1 / (n === 0 ? 7 : n)],
        [`2 \\cdot (${n})`, 2 * n],
        [`${n}^2`, n < 0 ? -n * n : n * n],
        [`\\sqrt{${Math.abs(n)}}`, Math.sqrt(Math.abs(n))],
        [`${n}\\pi`, n * Math.PI],
        [`${n} \\pm 1`, Number.NaN],
        [reversed, Number(reversed)],
        [`1${text.replace('-', '')}`, Number(`1${text.replace('-', '')}`)],
        [`${n} - 1`, n - 1],
        [`x = ${n + 1}`, n + 1],
        [`${n + 1}\\text{ cm}`, n + 1],
        [`${n + 2}.0`, n + 2],
        [`${n}.0000001`, n < 0 ? n - 1e-7 : n + 1e-7],
      ]),
      `${n} + i`,
      `${n}, ${n + 1}`,
      `(${n}, ${n})`,
      `${n} + x`,
      `[${n}, ${n + 1}]`,
    ]
  }),
  whole(/^(-?)\\d?frac\{(\d+)\}\{(\d+)\}$/, (sign, over, under) => {
    const n = Number(`${sign}1`) * (Number(over) / Number(under)) || Number(over) / Number(under)
    return unlike(
      n,
      [
        [`${sign}\\frac{${under}}{${over}}`, 1 / n],
        [`${sign === '' ? '-' : ''}\\frac{${over}}{${under}}`, -n],
        [n.toFixed(2), Number(n.toFixed(2))],
        [n.toFixed(4), Number(n.toFixed(4))],
        [n.toFixed(6), Number(n.toFixed(6))],
        [`\\frac{${over}}{${Number(under) * 10}}`, n / 10],
        [`${sign}${over}`, n * Number(under)],
        [`${sign}1\\frac{${over}}{${under}}`, Number.NaN],
        [`\\sqrt{\\frac{${over}}{${under}}}`, Math.sqrt(Math.abs(n))],
        [`${sign}${over}-${under}`, Number.NaN],
      ].flatMap(([text, value]): [string, number][] =>
        typeof text === 'string' && typeof value === 'number' ? [[text, Number.isNaN(value) ? n + 1 : value]] : [],
      ),
    )
  }),
  // The other sign, of one that is not zero.
  whole(/^-((?:\d|\\frac|\\sqrt)[^,+-]*)$/, rest => [rest]),
  whole(/^((?:\d*[1-9]|\\frac|\\sqrt|\\pi)[^,+=_-]*)$/, rest => (/\\text|\\begin|circ/.test(rest) ? [] : [`-${rest}`])),
  // One sign inside a sum.
  answer =>
    [...answer.matchAll(/(?<=[\w}] ?)[+-](?= ?[\d\\a-z])/g)].map(
      ({ 0: sign, index }) => answer.slice(0, index) + (sign === '+' ? '-' : '+') + answer.slice(index + 1),
    ),
  // A factor left out or put in, and a root forgotten.
  whole(/^(\d+)\s*(\\(?:sqrt|pi).*)$/, (factor, rest) => [rest, factor, `${factor}+${rest}`]),
  answer =>
    /\\sqrt\{\d+\}/.test(answer)
      ? [answer.replace(/\\sqrt\{(\d+)\}/, '$1'), answer.replace(/\\sqrt\{/, '\\sqrt[3]{')]
      : [],
  answer =>
    answer.includes('\\pi')
      ? [answer.replace('\\pi', '3.14'), answer.replace('\\pi', '\\frac{22}{7}'), answer.replace('\\pi', 'e')]
      : [],
  // Points with coordinates changed round, intervals with another bracket or bound.
  whole(/^(?:\\left)?\(\s*([^(),]+)\s*,\s*([^(),]+?)\s*(?:\\right)?\)$/, (a, b) =>
    a === b ? [] : [`(${b},${a})`, `(${a},${b},0)`, `(${a},-${b})`, `(${a})`],
  ),
  answer => (/[[\]]|\\infty/.test(answer) && !/begin/.test(answer) ? bracketsChanged(answer) : []),
  answer => (answer.includes('\\infty') ? [answer.replace('-\\infty', '0').replace('\\infty', '1000')] : []),
  whole(/^(.*)\\cup(.*)$/, (a, b) => [a.trim(), b.trim(), `${a},${b}`]),
  // Lists with one more, one less.
  whole(/^([^(){}[\]=]+),([^(),{}[\]=]+)$/, (rest, last) => [
    rest,
    last.trim(),
    `${rest},${last},1000`,
    `${rest},1000`,
    `${rest},-(${last})+1000`,
  ]),
  whole(/^([^,]*)\\pm([^,]*)$/, (a, b) => [`${a}+${b}`, `${a}-${b}`, `-1000${a}\\pm${b}`, `${a}\\pm 2(${b})`]),
  // Polynomials: another variable, another exponent.
  answer => (/^[^\\]*[a-z][^\\]*$/.test(answer) && !/=/.test(answer) ? lettersChanged(answer) : []),
  whole(/^([xy]) = ?(.*)$/, (name, right) => [
    `${name} = ${right} + 1`,
    `${name} = -(${right}) + 1`,
    `${name === 'x' ? 'y' : 'z'} = ${right}`,
    `${right} + 3`,
    `${name} = 2(${right}) + 100`,
  ]),
  whole(/^(.*) = 0$/, left => [`${left} + 1 = 0`, `${left} = 1`, `${left}`, `${left} + x = 0`]),
  whole(/^([\d.]+)\s*\^\\circ$/, angle =>
    unlike(Number(angle), [
      [`${180 - Number(angle)}^\\circ`, 180 - Number(angle)],
      [`${360 - Number(angle)}^\\circ`, 360 - Number(angle)],
      [`${angle}0^\\circ`, Number(angle) * 10],
      [`${Number(angle) / 2}^\\circ`, Number(angle) / 2],
    ]),
  ),
  whole(/^([\d.]+)\s*\\text\{\s*(inches|cm|cents)\}(\^2)?$/, (value, unit, power) => [
    `${value} \\text{ km}`,
    `${value} \\text{ ${unit}}^3`,
    power === undefined ? `\\$${value}` : `${value} \\text{ ${unit}}`,
  ]),
  whole(/^\\text\{(.+)\}$/, word => {
    const others =
      'Anna Boris Clara David Emma Felix north south west odd prime circle parabola hyperbola line none zero (A) (D) (F) (G) (H) 7'.split(
        ' ',
      )
    return [
      ...others.filter(other => other.toLowerCase() !== word.toLowerCase()).map(other => `\\text{${other}}`),
      `\\text{not ${word}}`,
    ]
  }),
  whole(/^(\d+)_\{?(\d+)\}?$/, (digits, base) => [
    `${Number.parseInt(digits, Number(base))}`,
    `${digits}0_${base}`,
    `1${digits}_${base}`,
    `${digits}_{10}`,
  ]),
  answer =>
    answer === '\\pi'
      ? [
          '2\\pi',
          '\\frac{\\pi}{2}',
          '-\\pi',
          '\\pi^2',
          '\\pi+1',
          '3.14159',
          '180',
          'p',
          '0',
          '1',
          '\\sqrt{\\pi}',
          '3\\pi',
          '4\\pi',
          '5\\pi',
          '6\\pi',
          '\\pi-1',
        ]
      : [],
  answer =>
    answer === '\\cot x'
      ? ['tan', 'sin', 'cos', 'sec', 'csc', 'arctan']
          .flatMap(name => [`\\${name} x`, `-\\${name} x`])
          .concat(['\\cot y', '\\cot 2x', '-\\cot x', '\\cot^2 x', 'x', '\\cot x + 1', '2 \\cot x'])
      : [],
  whole(/^([a-z]) ([+-]) ([a-z])$/, (a, sign, b) => [
    `${b} - ${a}`,
    sign === '-' ? `${a} + ${b}` : `${a} - ${b}`,
    a,
    b,
    `${a}${b}`,
    `\\frac{${a}}{${b}}`,
    `2${a} ${sign} ${b}`,
    `${a} ${sign} 2${b}`,
    `${a}^2 ${sign} ${b}`,
    `-${a} ${sign} ${b}`,
  ]),
  answer =>
    [1, 2, 3, 4, 5]
      .map(k => `${answer} + ${k}`)
      .concat(`2(${answer}) + 1000`)
      .filter(() => !/[,=_]|\\(?:text|begin|circ|cup|pm|\$)/.test(answer)),
]

function bracketsChanged(answer: string): string[] {
  const turn: Record<string, string> = { '(': '[', '[': '(', ')': ']', ']': ')' }
  return [...answer.matchAll(/[()[\]]/g)].map(
    ({ 0: bracket, index }) => answer.slice(0, index) + (turn[bracket] ?? '') + answer.slice(index + 1),
  )
}

function lettersChanged(answer: string): string[] {
  const letter = /[a-hj-z]/i.exec(answer)?.[0] ?? ''
  if (letter === '') return []
  return [
    answer.replaceAll(letter, 'w'),
    answer.replace(letter, `${letter}^9`),
    answer.replace(letter, `7${letter}`),
    answer.replaceAll(letter, '3'),
  ]
}
