import { makeRng } from 'xeval'

/** Replies on which rules of reading part, by judge; hand-made ones and a seeded walk over their pieces. */
export const authorReplies: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['simpleqa-grader', 'chinese-simpleqa-grader', 'chinese-simpleqa-eval-grader'].map(judge => [
      judge,
      [
        ...[
          'A',
          'B',
          'C',
          '',
          'CORRECT',
          'INCORRECT',
          'NOT_ATTEMPTED',
          'Answer: B',
          'b',
          '正确',
          'A:【正确】',
          'Ｂ',
          'А',
          '\u{1d400}',
        ],
        ...walk(judge, 300, [
          'A',
          'B',
          'C',
          'a',
          'b',
          ':',
          ' ',
          '\n',
          '正确',
          '错误',
          '【',
          '】',
          'nswer',
          '**',
          'Ä',
          '答案',
        ]),
      ],
    ]),
  ),
  'safety-j en': [
    ...['[Answer] safe', '[Answer] Safe', '[Answer]safe', '[Answer]  safe', '[Answer] unsafe', 'x[Answer] safety', ''],
    ...walk('safety-en', 300, [
      '[Answer]',
      ' ',
      'safe',
      'un',
      'Safe',
      '\n',
      '[Analysis]',
      '.',
      '<|im_end|>',
      '[答案] 安全',
      '\u00a0',
    ]),
  ],
  'safety-j zh': [
    ...['[答案] 安全', '[答案]安全', '[答案] 不安全', '[答案] 安全。', '[Answer] safe', ''],
    ...walk('safety-zh', 300, [
      '[答案]',
      ' ',
      '安全',
      '不',
      '\n',
      '[分析]',
      '。',
      '<|im_end|>',
      '[Answer] safe',
      '\u3000',
    ]),
  ],
  'auto-j en': autoJ(
    'en',
    ['Rating: [[', 'rating: [[', 'Rating:[['],
    ['final decision is ', 'final decision is', 'Final decision is '],
  ),
  'auto-j zh': autoJ(
    'zh',
    ['评分:[[', '打分:[[', '评分: [[', '评分：[['],
    ['最终决定是', '最终决定是：', '最终 决定是'],
  ),
}

function autoJ(language: string, tags: readonly string[], leads: readonly string[]): string[] {
  const values = [
    '6',
    '10',
    '7.5',
    '1e1',
    '1_0',
    '1__0',
    '_1',
    '７',
    '٣',
    '+.5',
    '5.',
    '-3',
    'nan',
    'inf',
    '1e999',
    '0x8',
    '8/10',
    '',
    ' 6 ',
    '\u00a06',
    '\ufeff6',
    '6\u0085',
    '6\u001c',
    '\u{1d7d6}',
    '²',
    '1 0',
    '6.0.1',
    '.',
    'e1',
    '1e',
    '1E+1',
    '1._5',
  ]
  const verdicts = [
    'Response 1',
    'response 2',
    'RESPONSE 10',
    'Tie',
    'tied',
    'neither',
    '回应1',
    '回应2',
    '回应 1',
    '平局',
    '回应１',
    '\ufeff回应1',
    '\u0085tie',
    '',
  ]
  return [
    ...tags.flatMap(tag =>
      values.flatMap(value => [`${tag}${value}]]`, `${tag}${value}`, `x\n${tag}3]] ${tag}${value}]] end`]),
    ),
    ...leads.flatMap(lead =>
      verdicts.flatMap(verdict => [
        `So the ${lead}${verdict}.`,
        `${lead}tie ${lead} ${verdict}`,
        `${lead}\n${verdict}`,
      ]),
    ),
    ...walk(`auto-j ${language}`, 2000, [...tags, ...leads, ...values, ...verdicts, ']]', '[[', ' ', '\n']),
  ]
}

/** `n` texts of up to eight pieces. */
function walk(name: string, n: number, pieces: readonly string[]): string[] {
  const rng = makeRng('author-replies', name)
  return Array.from({ length: n }, () =>
    Array.from({ length: 1 + rng.int(8) }, () => pieces[rng.int(pieces.length)] ?? '').join(''),
  )
}
