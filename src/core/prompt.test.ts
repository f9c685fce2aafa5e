import { describe, expect, test } from 'vitest'
import { makePrompt } from './prompt.ts'

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
