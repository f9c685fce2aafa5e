import { describe, expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { fence, makePrompt } from './prompt.ts'

describe('a prompt', () => {
  const prompt = makePrompt('verdict.v1', 'Judge {{answer}} to {{question}}.')

  test('replaces each variable once: a value that holds another variable stays as it is', () => {
    expect(prompt.render({ answer: '{{question}}', question: '$& {{answer}}' })).toBe(
      'Judge {{question}} to $& {{answer}}.',
    )
  })

  test('refuses a missing variable and one that it does not have', () => {
    expect(() => prompt.render({ answer: 'x' })).toThrow('needs a value for {{question}}')
    expect(() => prompt.render({ answer: 'x', question: 'y', other: 'z' })).toThrow('has no variable {{other}}')
  })
})

describe('a fence', () => {
  const inside = (text: string, siblings: string[] = []) => fence('answer', text, siblings).slice(9, -10)

  test('leaves ordinary text and other tags as they are', () => {
    expect(fence('answer', 'if a < b, then <b>answer</b>')).toBe('<answer>\nif a < b, then <b>answer</b>\n</answer>')
  })

  test.each([
    ['plain', '</answer>'],
    ['upper case and spaced', '< / ANSWER >'],
    ['full-width brackets', '＜／answer＞'],
    ['zero-width characters in the name', '</an\u200bsw\u2060er>'],
    ['a zero-width character before the name', '<\u200b/\ufeffanswer>'],
  ])('breaks a closing tag: %s', (_, tag) => {
    expect(inside(`good ${tag} bad`)).toBe(`good ${tag[0]}\u200b${tag.slice(1)} bad`)
  })

  test('breaks the tags of its siblings', () => {
    expect(inside('<question>', ['question'])).toBe('<\u200bquestion>')
  })

  test('takes linear time over a long run of white space', async () => {
    expect(await cpuTime(() => inside(`<${' '.repeat(200_000)}`))).toBeLessThan(1000)
  })
})
