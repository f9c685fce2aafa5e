import { expect, test } from 'vitest'
import { compareAnswers, type Sameness } from 'xeval/judges/math-equal'
import { cpuTime } from '../../src/testing/cpu-time.ts'

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
    ['\\frac{20000}{\\pi}', '6366.1977', 'different'],
    ['3', '$3$.', 'equal'],
  ],
  'a decimal as a computer prints it is the value, a rounded one is not': [
    ['\\frac{20000}{\\pi}', '6366.19772367581', 'equal'],
    ['\\frac{1}{12}', '0.0833333333333333', 'equal'],
    ['\\sqrt{2}', '1.4142135623730951', 'equal'],
    ['\\sqrt{2}', '1.4142135623740951', 'different'],
    ['1.25', '1.2500000000001', 'different'],
    ['\\frac{\\sqrt{3}}{3} \\approx 0.577', '\\frac{\\sqrt{3}}{3}', 'equal'],
    ['0.577', '\\frac{\\sqrt{3}}{3} \\approx 0.577', 'equal'],
    ['0.578', '\\frac{\\sqrt{3}}{3} \\approx 0.577', 'different'],
    ['5', '\\approx 5', 'equal'],
  ],
  'what is too small or too large for a double is neither zero nor equal': [
    ['0', '\\frac{1}{2000!}', 'different'],
    ['0', 'e^{-1000}', 'different'],
    ['0', '2^{-50000}', 'different'],
    ['1', '1+e^{-1000}', 'undecided'],
    ['\\frac{1}{2000!}', '\\frac{1}{1999!}', 'different'],
    ['3000!', '3001!', 'different'],
    ['\\frac{1}{2000!}', '\\frac1{2000!}', 'equal'],
  ],
  'marks around an answer are no part of it': [
    ['12', '\\underline{12}', 'equal'],
    ['12', '12\\\\', 'equal'],
    ['185\\', '185', 'equal'],
    ['5', '5\\$', 'equal'],
    ['12', '\\color{red}{12}', 'equal'],
    ['12,13', '12 $ and $13', 'equal'],
    ['\\frac12', '\\\\frac{1}{2}', 'equal'],
    ['15\\text{ cm}^2', '15 cm²', 'equal'],
    ['x^2', 'x²', 'equal'],
    ['12', '1 2', 'undecided'],
  ],
  'numbers in words are numbers': [
    ['12', '\\text{twelve}', 'equal'],
    ['342', 'three hundred forty-two', 'equal'],
    ['12', '十二', 'equal'],
    ['203', '两百零三', 'equal'],
    ['12', '\\text{eleven}', 'different'],
  ],
  'a decimal comma is read where one number is wanted': [
    ['2.74', '2,74', 'equal'],
    ['1,22', '1.22', 'equal'],
    ['2,74', '74, 2', 'equal'],
    ['2.74', '2,75', 'different'],
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
    ['|x|', 'x', 'different'],
    ['\\sqrt{x^2y^2}', 'xy', 'different'],
    ['x\\sqrt{x}', '\\sqrt{x^3}', 'equal'],
    ['x^{2/3}', '\\sqrt[3]{x}^2', 'equal'],
    ['\\frac{n(n+1)}{2}', '\\binom{n+1}2', 'equal'],
    ['\\binom{n}{2}', '\\binom{n+1}{2}', 'different'],
    ['n!', 'n(n-1)!', 'equal'],
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
  'the real numbers without some are what they are however they are written': [
    ['\\mathbb R\\setminus\\{2\\}', 'x\\ne2', 'equal'],
    ['\\mathbb{R} \\setminus \\{-1, 1\\}', 'x \\ne \\pm 1', 'equal'],
    ['(-\\infty,2)\\cup(2,\\infty)', 'x \\neq 2', 'equal'],
    ['x \\ne 2', '\\text{all real numbers except } 2', 'equal'],
    ['\\mathbb R\\setminus\\{2\\}', 'x\\ne3', 'different'],
    ['\\mathbb R', '(-\\infty, \\infty)', 'equal'],
    ['\\emptyset', '\\text{no solution}', 'equal'],
  ],
  'inequalities are compared up to what doesn’t change them': [
    ['x \\le 1', '-x \\ge -1', 'equal'],
    ['x \\le 1', '-x \\le -1', 'different'],
    ['x + y \\le 4', 'y \\le 4 - x', 'equal'],
    ['f(2) < f(1) < f(4)', 'f(4) > f(1) > f(2)', 'equal'],
    ['f(2) < f(1) < f(4)', 'f(1) < f(2) < f(4)', 'different'],
  ],
  'ratios may be scaled, times of day may not': [
    ['2:3', '2 : 3', 'equal'],
    ['2:3', '4:6', 'equal'],
    ['2:3', '3:2', 'different'],
    ['V_{1}:V_{2}=11:21', '11:21', 'equal'],
    ['12:00', '1:00', 'different'],
    ['\\text{10:30 a.m.}', '10:30', 'equal'],
    ['\\text{10:30 a.m.}', '10:30 p.m.', 'different'],
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
    ['0.335', '33.5\\%', 'equal'],
    ['0.2', '0.2\\%', 'undecided'],
    ['50', '50 km/h', 'equal'],
    ['10weeks', '10', 'equal'],
    ['5', '5\\mathrm{m}', 'equal'],
  ],
  'a base is that of the question': [
    ['52_8', '52', 'equal'],
    ['52_8', '52_{\\text{eight}}', 'equal'],
    ['52_8', '42', 'different'],
    ['52_8', '52_9', 'different'],
    ['52', '52_8', 'different'],
    ['52_8', '(52)_8', 'equal'],
    ['52_8', '52 \\text{ base } 8', 'equal'],
  ],
  'what an answer calls its value doesn’t matter, unless it is another variable': [
    ['5', 'x=5', 'equal'],
    ['x=5', 'y=5', 'different'],
    ['11', '\\angle ABC = 11^\\circ', 'equal'],
    ['11', '5+6=11', 'equal'],
    ['11', '2x+1=11', 'different'],
    ['7', 'a+b=7', 'equal'],
    ['x+y=7', '7', 'different'],
    ['7', 'x = 3 + 4 = 7', 'equal'],
    ['(2,12)', '(x,y)=(2,12)', 'equal'],
    ['(2,12)', 'x=2, y=12', 'equal'],
    ['(2,12)', 'x=12, y=2', 'different'],
    ['a=1, b=4', '4, 1', 'different'],
    ['\\sin x=\\frac12', '\\cos x=\\frac12', 'different'],
    ['\\sin x=\\frac12', '\\sin x=0.5', 'equal'],
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
    ['\\text{(C)}', 'option C', 'equal'],
    ['\\text{(C)}', '选项D', 'different'],
    ['\\text{(C)}', '15', 'undecided'],
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

test('a tower of powers costs nothing, and equals itself', async () => {
  const ms = await cpuTime(() => {
    expect(compareAnswers('7', '9^{9^{9^9}}')).toBe('different')
    expect(compareAnswers('9^{9^{9^9}}', '9^{9^{9^9}}')).toBe('equal')
    expect(compareAnswers('7', '((((9!)!)!)!)!')).not.toBe('equal')
  })
  expect(ms).toBeLessThan(1000)
})

test('answers made to be slow are not', async () => {
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
  const ms = await cpuTime(() => {
    for (const piece of pieces) {
      const hostile = piece.repeat(Math.floor(1990 / piece.length))
      compareAnswers('(1, 2)', hostile)
      compareAnswers(hostile, `${hostile}1`)
      compareAnswers('5', `5${hostile}x`)
    }
  })
  expect(ms).toBeLessThan(5000)
})
