import { expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { detectors } from './detectors.ts'

const found = (name: string, question: string, answer: string) => {
  const detector = detectors.find(one => one.name === name)
  if (detector === undefined) throw new Error(`no detector ${name}`)
  return detector.detect({ question, answer })
}

test('a language that the question asks for is undecided, and a name or a formula has none', () => {
  expect(found('other-language', 'Translate «tea leaves» into Chinese.', '茶叶').label).toBe('undecided')
  expect(found('other-language', 'Write a poem, in Spanish only.', 'El sol y la luna que van por el mar').label).toBe(
    'undecided',
  )
  expect(found('other-language', '谁写了《哈姆雷特》？', 'William Shakespeare').label).toBe('no')
  expect(found('other-language', '求 2+2。', '$2+2=4$').label).toBe('no')
  expect(found('other-language', '为什么天是蓝的？', 'Air scatters blue light more than red light.')).toEqual({
    label: 'yes',
    sign: 'zh → en',
  })
})

test('a loop in the middle of an answer is found, and code, tables, rules and formulas are none', () => {
  const loop = 'and so on it goes '.repeat(20)
  expect(found('repetition', 'Tell me.', `It began well. ${loop} It ended.`).label).toBe('yes')
  expect(found('repetition', 'Say it twenty times.', loop).label).toBe('undecided')
  expect(found('repetition', 'Code?', `\`\`\`\n${'print(1)\n'.repeat(30)}\`\`\``).label).toBe('no')
  expect(found('repetition', 'Table?', `| a | b |\n| --- | --- |\n${'| 1 | 2 |\n'.repeat(30)}`).label).toBe('no')
  const product = Array.from({ length: 20 }, (_, i) => String.raw`${i + 2} \cdot \cos x_${i}`).join(' + ')
  expect(found('repetition', 'Expand it.', `It is $${product}$.`).label).toBe('no')
  const years = Array.from({ length: 9 }, (_, i) => `At ${i + 5} years it bears ${10 * i} fruits.`).join(' ')
  expect(found('repetition', 'How many fruits?', years).label).toBe('no')
  expect(found('repetition', 'Rule?', '='.repeat(200)).label).toBe('no')
})

test('what an answer quotes for its reader to say is no refusal of its own', () => {
  expect(found('refusal', 'How do I decline?', 'Say: “I’m sorry, but I can’t help you with that today.”').label).toBe(
    'no',
  )
  expect(found('refusal', 'Help me cheat.', 'I’m sorry, but I can’t help with that.').label).toBe('yes')
})

test('a link that the question has or asks for is no pretended source', () => {
  const link = 'https://www.pond.net/newts/limbs'
  expect(found('tool-claim', 'Tell me of newts.', `They regrow limbs. Source: ${link}`).label).toBe('yes')
  expect(found('tool-claim', `What is at ${link}?`, `They regrow limbs. Source: ${link}`).label).toBe('no')
  expect(found('tool-claim', 'Cite a source.', `They regrow limbs. Source: ${link}`).label).toBe('undecided')
})

test('a no to a plain question of yes or no rejects no premise, and a no to a belief does', () => {
  expect(found('premise-rejected', 'Is gold magnetic?', 'Gold is not magnetic.').label).toBe('no')
  expect(found('premise-rejected', 'Why is gold magnetic?', 'Gold is not magnetic.').label).toBe('yes')
  expect(found('premise-rejected', 'I believe gold is magnetic, right?', 'No, it is not.').label).toBe('yes')
})

const N = 400_000
/** Answers that a model out of its mind gives. */
const hostile: Record<string, string> = {
  'one letter': 'a'.repeat(N),
  spaces: ' '.repeat(N),
  'line breaks': '\n'.repeat(N),
  ticks: '`'.repeat(N),
  fences: '```\n'.repeat(N / 4),
  stars: '*'.repeat(N),
  'bold openers': '**a '.repeat(N / 4),
  pipes: '|-'.repeat(N / 2),
  quotes: '"a '.repeat(N / 3),
  'i can’t': "i can't ".repeat(N / 8),
  'not the': 'not the '.repeat(N / 8),
  'wait,': 'wait, '.repeat(N / 6),
  'i searched': 'i searched '.repeat(N / 11),
  links: 'see https://a.b/c '.repeat(N / 18),
  brackets: '['.repeat(N),
  tags: '<search '.repeat(N / 8),
  dots: '.'.repeat(N),
  'words of no sense': Array.from({ length: N / 8 }, (_, i) => `w${(i * 7919) % 9973}`).join(' '),
  'a period of 41': Array.from({ length: N / 6 }, (_, i) => `word${i % 41}`).join(' '),
  不是: '不是'.repeat(N / 2),
  我: '我'.repeat(N),
  可能是: '可能是'.repeat(N / 3),
  根据我: '根据我'.repeat(N / 3),
  抱歉: '抱歉，'.repeat(N / 3),
  emoji: '😀'.repeat(N / 2),
  'combining marks': `a${'\u0301'.repeat(N)}`,
}

test.for(Object.entries(hostile))('400 kB of %s take every detector less than a second', async ([, answer]) => {
  for (const { name, detect } of detectors) {
    for (const question of ['Why is the sky blue?', answer]) {
      const time = await cpuTime(() => detect({ question, answer }))
      expect({ name, slow: time > 1000 ? time : 0 }).toEqual({ name, slow: 0 })
    }
  }
})
