import { expect, test } from 'vitest'
import { compareAnswers, type Sameness } from 'xeval/judges/math-equal'

const cases: Record<string, readonly [gold: string, given: string, Sameness][]> = {
  'numbers are compared exactly, however they are written': [
    ['025', '25', 'equal'],
    ['\\frac43', '1\\frac{1}{3}', 'equal'],
    ['1\\frac{4}{5}', '1.8', 'equal'],
    ['137 \\frac{1}{2}', '137 1/2', 'equal'],
    ['\\frac{1}{6}', '0.1\\overline{6}', 'equal'],
    ['\\frac{14}{3}', '4.667', 'different'],
    ['.0000672', '6.72 \\times 10^{-5}', 'equal'],
    ['10^{20}+1', '10^{20}', 'different'],
    ['\\frac{20000}{\\pi}', '6366.19772367581', 'different'],
    ['3', '$3$.', 'equal'],
  ],
  'thousands separators make one number, list commas don’t': [
    ['11,\\! 111,\\! 111,\\! 100', '11,111,111,100', 'equal'],
    ['58,500', '58500', 'equal'],
    ['100, 200', '100,200', 'equal'],
    ['58,500', '500, 58', 'different'],
    ['1200000', '1.2\\text{ million}', 'equal'],
  ],
  'radicals, π, complex numbers and functions are compared by value': [
    ['3\\sqrt{13}', '\\sqrt{117}', 'equal'],
    ['\\frac{\\sqrt{3}}{3}', '\\dfrac{1}{\\sqrt3}', 'equal'],
    ['18+2\\pi', '2(\\pi + 9)', 'equal'],
    ['6 - 5i', '-5i+6', 'equal'],
    ['\\sin 15^\\circ', '\\frac{\\sqrt6-\\sqrt2}{4}', 'equal'],
    ['\\sqrt{51}', '\\sqrt{52}', 'different'],
  ],
  'expressions are compared at random points': [
    ['(a+5)(b+2)', 'ab+2a+5b+10', 'equal'],
    ['x^5 - 1', '(x-1)(x^4+x^3+x^2+x+1)', 'equal'],
    ['\\cot x', '\\frac{\\cos x}{\\sin x}', 'equal'],
    ['x', '\\sqrt{x^2}', 'different'],
    ['2', '2xy', 'different'],
  ],
  'lists and sets go in any order, points in theirs': [
    ['1,-2', '-2, 1', 'equal'],
    ['1,-2', 'x = -2 \\text{ or } x = 1', 'equal'],
    ['1,-2', '\\{1,-2\\}', 'equal'],
    ['1,-2', '1,-2,3', 'different'],
    ['(-2,1)', '(1,-2)', 'different'],
    ['3 \\pm 2 \\sqrt{2}', '3-2\\sqrt2, 3+2\\sqrt2', 'equal'],
    ['\\{1\\pm\\sqrt{5},-2\\}', '-2, 1+\\sqrt5, 1-\\sqrt5', 'equal'],
  ],
  'intervals keep their brackets': [
    ['(3,4]', '(3, 4)', 'different'],
    ['x \\in [-2,7]', '-2 \\le x \\le 7', 'equal'],
    ['x \\in [-2,7]', '-2 \\le x < 7', 'different'],
    ['(2,\\infty)', 'x > 2', 'equal'],
    ['(2,\\infty)', '(-\\infty, 2)', 'different'],
    ['(-\\infty, 2) \\cup (3, \\infty)', 'x<2 \\text{ or } x>3', 'equal'],
  ],
  'matrices are compared entry by entry': [
    ['\\begin{pmatrix} -1/3 \\\\ 2 \\end{pmatrix}', '\\begin{bmatrix} -\\frac13 \\\\[4pt] 2 \\end{bmatrix}', 'equal'],
    ['\\begin{pmatrix} 1 & 2 \\end{pmatrix}', '\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}', 'different'],
  ],
  'a unit may be left out, but not be another one': [
    ['864 \\mbox{ inches}^2', '864', 'equal'],
    ['864 \\mbox{ inches}^2', '864 square inches', 'equal'],
    ['864 \\mbox{ inches}^2', '864 \\text{ in}', 'different'],
    ['\\$18.90', '18.9', 'equal'],
    ['5.4 \\text{ cents}', '\\$5.4', 'different'],
    ['90^\\circ', '90 degrees', 'equal'],
    ['12', '12 apples', 'equal'],
    ['50', '50\\%', 'equal'],
    ['\\frac12', '50\\%', 'equal'],
    ['50', '0.5', 'different'],
  ],
  'a base is that of the question': [
    ['52_8', '52', 'equal'],
    ['52_8', '52_{\\text{eight}}', 'equal'],
    ['52_8', '42', 'different'],
    ['52_8', '52_9', 'different'],
    ['52', '52_8', 'different'],
  ],
  'what an answer calls its value doesn’t matter, unless it is another variable': [
    ['5', 'x=5', 'equal'],
    ['x=5', 'y=5', 'different'],
    ['11', '\\angle ABC = 11^\\circ', 'equal'],
    ['11', '5+6=11', 'equal'],
    ['11', '2x+1=11', 'different'],
  ],
  'equations are compared as equations': [
    ['y = 2x + 3', '2x+3', 'equal'],
    ['y = 2x + 3', 'y-2x-3=0', 'equal'],
    ['y = 2x + 3', '2y=4x+6', 'equal'],
    ['y = 2x + 3', 'y=2x-3', 'different'],
    ['5x - 7y + 4 = 0', '5x+4=7y', 'equal'],
    ['5x - 7y + 4 = 0', '10x-14y+8=0', 'different'],
  ],
  'words and choices are compared as words': [
    ['\\text{Evelyn}', 'evelyn.', 'equal'],
    ['\\text{ellipse}', 'an ellipse', 'equal'],
    ['\\text{even}', 'odd', 'different'],
    ['\\text{(C)}', '\\textbf{(C)} 15', 'equal'],
    ['\\text{(C)}', 'D', 'different'],
  ],
  'what can’t be read is undecided': [
    ['5', '\\int_0^5 dx', 'undecided'],
    ['5', '|'.repeat(400), 'undecided'],
    ['5', '('.repeat(5000), 'undecided'],
    ['9^{9^{9^9}}', '9^{9^{9^8}}', 'undecided'],
  ],
}

for (const [title, rows] of Object.entries(cases)) {
  test(title, () => {
    const seen = rows.map(([gold, given]) => [gold, given, compareAnswers(gold, given)])
    expect(seen).toEqual(rows)
  })
}

test('a tower of powers costs nothing, and equals itself', () => {
  const start = performance.now()
  expect(compareAnswers('7', '9^{9^{9^9}}')).toBe('different')
  expect(compareAnswers('9^{9^{9^9}}', '9^{9^{9^9}}')).toBe('equal')
  expect(compareAnswers('7', '((((9!)!)!)!)!')).not.toBe('equal')
  expect(performance.now() - start).toBeLessThan(1000)
})

test('answers made to be slow are not', () => {
  const pieces = [
    '\\text{',
    '\\text{ ',
    ' ',
    '(',
    '[1,',
    '\\{',
    '{',
    '\\frac',
    '\\sqrt',
    '^',
    '1,',
    '1 ',
    '\\pm 1',
    '=x',
    '<x',
    '$',
    '!',
    'a_',
    '|',
    '\\cup (1,2)',
    ' or 1',
    'and',
    '\\in',
    'cm',
    '9^{',
    '\\sin',
    '-',
    '1/',
    '%',
    '\u00b0',
    '.',
    '\\begin{pmatrix}',
    '1&',
    '\\\\',
  ]
  const start = performance.now()
  for (const piece of pieces) {
    const hostile = piece.repeat(Math.floor(1990 / piece.length))
    compareAnswers('(1, 2)', hostile)
    compareAnswers(hostile, `${hostile}1`)
    compareAnswers('5', `5${hostile}x`)
  }
  expect(performance.now() - start).toBeLessThan(5000)
})
