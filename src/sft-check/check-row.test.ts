import { describe, expect, test } from 'vitest'
import { isReflective } from '../behaviour/detect/reflection.ts'
import { goldOf, isNumeric } from './gold.ts'
import { asksForProof, needsImage } from './question-rules.ts'
import { foreignScripts, scriptOf } from './script-of.ts'
import { isLooping, isTruncated } from './trace-rules.ts'

const holds = (rule: (text: string) => boolean, yes: readonly string[], no: readonly string[]): void => {
  for (const text of yes) expect(rule(text), text).toBe(true)
  for (const text of no) expect(rule(text), text).toBe(false)
}

describe('a question', () => {
  test('needs an image if it points to one, not if it speaks of a graph or a picture', () => {
    holds(
      needsImage,
      [
        'In the figure below, find x.',
        'As shown in the diagram, AB = 3.',
        '<image> How many cats?',
        '[asy] draw((0,0)); [/asy]',
        '如图所示，求阴影面积。',
        '下图中有几个三角形？',
      ],
      [
        'The graph of $y=x^2$ is shifted.',
        'Four circles are drawn in a plane.',
        'She draws 5 of the picture scenes a day.',
        'A figure skater turns.',
        '他画了三张图。',
      ],
    )
  })

  test('asks for a proof if that is what is to be done', () => {
    holds(
      asksForProof,
      [
        'Prove that 2 divides n.',
        'Let n be even. Show that n + 1 is odd.',
        'Find n, then prove the identity.',
        '求证：三角形内角和为180度。',
        '请证明该不等式。',
      ],
      [
        'His card needs to show that he passed. What is his grade?',
        'What is the proof of a whisky in percent?',
        '他的结婚证明书有几页？',
      ],
    )
  })
})

describe('a response', () => {
  test('breaks off if something is left open or a sentence is not ended', () => {
    holds(
      text => isTruncated(text, {}),
      [
        '<think>First we add',
        'So x is equal to',
        'The values are 3, 4,',
        'The answer is \\boxed{4',
        '```python\nprint(1)',
        'Then we look at all of the other cases and find one more',
      ],
      [
        'So x = 4',
        'The answer is \\boxed{4}',
        'Sure thing',
        '```python\nprint(1)\n```',
        '- a list item that is rather long and has no full stop at its end',
        '答案是四。',
        '<think>Hm.</think>Four.',
      ],
    )
    expect(isTruncated('Four.', { finish_reason: 'length' })).toBe(true)
  })

  test('loops if it says the same four times in a row, or one sentence all over', () => {
    const steps = 'First we add one to two, which gives three. Then we take away one, and two is left. '
    holds(
      isLooping,
      [
        steps.repeat(4),
        'the number is 7 and '.repeat(8),
        '我们再试一次这个方法看看结果如何。'.repeat(5),
        `${'Let us try another value of x.\nNow '.concat('')}`.repeat(6),
      ],
      [
        steps,
        steps.repeat(2),
        '1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 = 55',
        'a b c d e f g h i j k l m n o p q r s t u v w x y z',
      ],
    )
  })

  test('reflects if it checks or corrects itself', () => {
    holds(
      isReflective,
      ['Wait, that is wrong.', 'So 4. Let me double-check.', '等一下，再检查一遍。'],
      ['The waiter brings 4 plates.', 'After the final wait, Paul has waited an hour.', '所以答案是四。'],
    )
  })
})

test('a language is told by the script of the prose, whatever stands in formulas and code', () => {
  expect(scriptOf('求 $x^2 + \\text{some words here} = 4$ 的解')).toBe('chinese')
  expect(scriptOf('これは日本語の文章です。漢字もあります。')).toBe('japanese')
  expect(scriptOf('$x+1$')).toBe('none')
  expect(foreignScripts('设三角形 ABC 的边长为 3，使用 Python 计算。', 'chinese')).toEqual([])
  expect(foreignScripts('设边长为 3，then we can see that the answer is four。', 'chinese')).toEqual(['latin'])
})

test('a number is one in any way of writing it', () => {
  holds(
    isNumeric,
    [
      '42',
      '-3.5',
      '\\frac{1}{2}',
      '50\\%',
      '3\\sqrt{2}',
      'x = 5',
      '12\\text{ cm}',
      '\\left( 3, \\frac{\\pi}{2} \\right)',
      '25元',
    ],
    ['p - q', '\\text{blue}', '2k+1', 'yes', ''],
  )
})

test('a gold answer is that of the field, and of GSM8K what stands behind its marks', () => {
  expect(goldOf({ answer: 'We add.\n#### 72' })).toBe('72')
  expect(goldOf({ answer: '1', gold: 2 })).toBe('2')
  expect(goldOf({ key: '9', gold: '2' }, 'key')).toBe('9')
  expect(goldOf({ other: '1' })).toBeUndefined()
})
