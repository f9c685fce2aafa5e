import { expect, test } from 'vitest'
import { textsOfRow } from './training-row.ts'

test('training data are recognised by their shape', () => {
  const rows: [unknown, string, string[]][] = [
    [
      {
        messages: [
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'A' },
        ],
      },
      'messages',
      ['question Q', 'answer A'],
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'Q' }, { type: 'image' }] }] },
      'messages',
      ['question Q'],
    ],
    [
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
        ],
      },
      'sharegpt',
      ['question Q', 'answer A'],
    ],
    [{ instruction: 'Q', input: 'I', output: 'A' }, 'alpaca', ['question Q', 'question I', 'answer A']],
    [{ prompt: 'Q', response: 'A' }, 'prompt-response', ['question Q', 'answer A']],
    [{ problem: 'Q', solution: 'A', answer: '4' }, 'prompt-response', ['question Q', 'answer A']],
    [{ question: 'Q', answer: 'A' }, 'prompt-response', ['question Q', 'answer A']],
    [
      { prompt: [{ role: 'user', content: 'Q' }], completion: [{ role: 'assistant', content: 'A' }] },
      'prompt-response',
      ['question Q', 'answer A'],
    ],
    [{ text: 'T' }, 'text', ['text T']],
    ['T', 'text', ['text T']],
    [{ a: 'T', b: { c: ['U'] }, n: 1 }, 'other', ['text T', 'text U']],
  ]
  for (const [row, shape, texts] of rows) {
    const found = textsOfRow(row)
    expect(found?.shape, JSON.stringify(row)).toBe(shape)
    expect(found?.texts.map(({ role, text }) => `${role} ${text}`)).toEqual(texts)
  }
})

test('a row of question and answer is one by its fields, whatever they say', () => {
  const rows: [unknown, string][] = [
    [{ prompt: '', response: '' }, 'prompt-response'],
    [{ instruction: '', input: '', output: '' }, 'alpaca'],
    [{ messages: [{ role: 'user', content: '' }] }, 'messages'],
    [{ conversations: [{ from: 'human', value: '' }] }, 'sharegpt'],
  ]
  for (const [row, shape] of rows) expect(textsOfRow(row)).toEqual({ shape, texts: [] })
})

test('a row without any text is no row', () => {
  for (const row of [null, 3, [], {}, { n: 1 }, { text: '' }]) expect(textsOfRow(row)).toBeUndefined()
})
