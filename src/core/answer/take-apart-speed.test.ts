import { expect, test } from 'vitest'
import { takeApart } from './take-apart.ts'

test.each([
  '<think>',
  '</think>',
  '<think></think>',
  'a</think>',
  '<|im_end|>',
  '<|im_start|>',
  'x <|im_end|> y ',
  '</s>',
  '<s>',
  '`',
  '`</s>',
  '```\n',
  '\n',
  ' ',
  '<|channel|>analysis<|message|>',
  'analysisassistant',
  '[INST]',
  '\nUser: ',
  '\nUser:\nAssistant:',
  '\nuser\nx\nassistant\n',
  '\nuser\n\n',
  '<',
  '◁',
  'assistantanalysis',
  '<analysis>',
  '<analysis>x</think>',
  '<analysis></analysis>',
  '<details type="reasoning">',
  '<details type="reasoning"></details>',
  '```thinking\n',
  '```thinking\n```\n',
  'Here is my thought process:\n',
  '[unused16]',
  '<answer>',
  '<|begin_of_box|>',
  'analysis<|message|>',
  '<|channel|>final\n',
])('400 kB of %j take a moment', piece => {
  const whole = piece.repeat(Math.ceil(400_000 / piece.length))
  for (const text of [whole, `word${whole}`, `${whole}word`, `<think>${whole}`, `analysis${whole}`]) {
    const start = process.cpuUsage()
    takeApart(text, [{ open: '((', close: '))' }])
    const { user, system } = process.cpuUsage(start)
    // Quadratic time would be minutes.
    expect((user + system) / 1000).toBeLessThan(3000)
  }
})
