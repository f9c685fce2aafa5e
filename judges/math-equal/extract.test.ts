import { expect, test } from 'vitest'
import { extractAnswer } from 'xeval/judges/math-equal'
import { cpuTime } from '../../src/testing/cpu-time.ts'

/** What is read from each text; undefined where no answer may be read. */
function read(texts: Readonly<Record<string, string | undefined>>): void {
  const seen = Object.fromEntries(Object.keys(texts).map(text => [text, extractAnswer(text)?.answer]))
  expect(seen).toEqual(texts)
}

test('the last complete box wins, nested braces and all', () => {
  expect(extractAnswer('First \\boxed{1}, then \\boxed{\\frac{\\sqrt{2}}{3}}. Also \\boxed{4')).toEqual({
    answer: '\\frac{\\sqrt{2}}{3}',
    via: 'boxed',
  })
  read({
    'So \\fbox{$7$}; empty \\boxed{ }': '$7$',
    '\\boxed{\\{1, 2\\}}': '\\{1, 2\\}',
    '\\boxed 5': '5',
    'which is \\boxed 25': '25',
    '\\boxed25 it is': '25',
    '\\boxed\\frac{1}{2}': '\\frac{1}{2}',
    '\\beginboxed{8}': '8',
    '\boxed{9}': '9',
    'put it in \\boxed{answer}: \\boxed{3} (not \\boxed{\\text{answer}})': '3',
  })
})

test('boxes side by side are one list, a corrected one is not', () => {
  read({
    'They are $\\boxed{2}$ and $\\boxed{-1}$.': '2, -1',
    '\\boxed{3}, \\boxed{5}, \\text{ or } \\boxed{7}': '3, 5, 7',
    '解为 $\\boxed{2}$ 和 $\\boxed{5}$。': '2, 5',
    '(a) $\\boxed{3}$ (b) $\\boxed{4}$': '3, 4',
    '$x = \\boxed{2}$, $y = \\boxed{12}$': 'x = 2, y = 12',
    '\\boxed{(-1,0)} \\cup \\boxed{(2,3)}': '(-1,0) \\cup (2,3)',
    '\\boxed{6}\n\n\\boxed{6}': '6',
    'At first \\boxed{4}. Wait, we forgot one: \\boxed{5}.': '5',
    '\\boxed{4}. No, that is wrong. The final answer is $5$.': '5',
    '\\boxed{14}. Final Answer: The final answer is $16$.': '16',
    '\\boxed{4}. No, that is wrong, as we see at once.': undefined,
    '\\boxed{4}. The final answer is in its simplest form.': '4',
  })
})

test('an announced answer is read in the forms that models use', () => {
  read({
    '2 steps.\n**Answer:** $12$ apples, since 3 · 4 = 12': '12',
    'Answer: 1\nNo.\nFinal answer: 2 \nDone in 3 steps.': '2',
    'The answer is $\\frac{1}{2}$.': '\\frac{1}{2}',
    'The final answer is:\n\\[ x^2 \\]': 'x^2',
    'Final Answer: The final answer is $5$. I hope it is correct.': '5',
    '3 + 4 = 7\n#### 7': '7',
    '### Final Answer\n\n$$(1, 2)$$': '(1, 2)',
    'Therefore, the answer is 1.5 because 3/2 = 1.5.': '1.5',
    'The answers are $3$ and $8$.': '3, 8',
    'Hence, $(7,6)$ is the answer.': '(7,6)',
    'Answer: \\$18.90': '\\$18.90',
    'The answer is $\\$18.90$.': '\\$18.90',
    'Final Answer: The number of ways is 19.': '19',
    'The answer is Tuesday.': 'Tuesday',
    'The answer is (B).': '(B)',
    '所以 x 是 3。\n答案：3': '3',
    '因此答案为 $\\sqrt{2}$。': '\\sqrt{2}',
    '故选C。': 'C',
    '答：这条路长240米。': '240',
  })
})

test('a conclusion is read where it is unmistakable', () => {
  read({
    '42': '42',
    '28 percent': '28 percent',
    '42 because geometry proves it': '42',
    'We count. Therefore, there are 12 such sequences.': '12',
    'We get 9. So, the ordered pair $(x, y)$ is $(7, 6)$.': '(7, 6)',
    'Step 1 is done.\n\n**16**': '16',
    'Area = 72000 / 18 = 4000': '4000',
    '先乘后加。因此，他一共有**858颗**糖果。': '858',
  })
})

test('a number that may not be the answer is not read', () => {
  read({
    'It takes 3 weeks and costs 1,250.50 in all.': undefined,
    'We have $x^2 + 3x = 7$.': undefined,
    'We must solve x^2 - 5x = 6.': undefined,
    'If the answer is 3, then 2 = 4, which cannot be.': undefined,
    'The answer is somewhere between 3 and 4.': undefined,
    'The answer is 5 more than $x$.': undefined,
    'There are two cases. So we look at case 7.': undefined,
    '先看一般情形。所以第3种方案更好。': undefined,
    'The answer is 5. No, that is wrong.': undefined,
    'I don’t know.': undefined,
  })
})

test('no part of a number is taken for it', () => {
  read({
    'Answer: 12.5cm': '12.5cm',
    'The answer is 1,250.': '1,250',
    '\\boxed{1{,}000}': '1{,}000',
    'The answer is 3/4.': '3/4',
    'The answer is -5.': '-5',
    'Hence, 1.25 is the answer.': '1.25',
  })
})

test('what follows the end of the model’s turn is not its answer', () => {
  read({ 'Answer: 4<|im_end|>\n<|im_start|>user\nAnswer: 5': '4', '\\boxed{3}<|eot_id|> \\boxed{8}': '3' })
})

test('a cut-off text has only what is boxed', () => {
  expect(extractAnswer('We have 3 + 4 = 7 and then', true)).toBeUndefined()
  expect(extractAnswer('The answer is 7', true)).toBeUndefined()
  expect(extractAnswer('So \\boxed{7}. Let us check', true)).toEqual({ answer: '7', via: 'boxed' })
})

test('four hundred thousand characters made to be slow cost no time', async () => {
  const pieces = [
    '{',
    '\\boxed{',
    '\\boxed{1} and ',
    '$x$',
    '$',
    '\\(',
    'Answer: ',
    'answer ',
    '#### 1\n',
    '答案是',
    '因此',
    'So ',
  ]
  const more = [
    '.',
    ' ',
    '\n',
    '1',
    '1,111',
    '= ',
    '**',
    'that is wrong. ',
    '\\frac{',
    'is ',
    '<|im_start|>',
    'x is the answer. ',
    'I hope it ',
  ]
  const ms = await cpuTime(() => {
    for (const piece of [...pieces, ...more]) {
      const babble = piece.repeat(Math.floor(400_000 / piece.length))
      for (const text of [babble, `\\boxed{${babble}}`, `The answer is ${babble}.`, `${babble} is 5`])
        extractAnswer(text)
    }
  })
  // Some 100 texts; quadratic work on one of them would take minutes.
  expect(ms).toBeLessThan(10_000)
})
