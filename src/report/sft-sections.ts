import { type Language, said, type Wording } from '../core/wording.ts'
import { figure } from './figures.ts'
import type { Section } from './sections-text.ts'
import { type TrainingFile, trainingLines } from './training-lines.ts'

type Profile = Readonly<Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95' | 'max', number>>

interface Figures {
  files: readonly TrainingFile[]
  rows: number
  clean: number
  gold: { known: number; right: number }
  rules: readonly { name: string; kind: 'fault' | 'note'; count: number; share: number; examples: readonly string[] }[]
  languages: Readonly<Record<string, number>>
  lengths: { question: Profile; response: Profile }
}

interface SftWords {
  title: string
  header: readonly string[]
  kinds: Record<'fault' | 'note', string>
  clean(clean: number, rows: number, share: string): string
  gold(known: number, right: number): string
  languages: string
  languagesHeader: readonly string[]
  language: Readonly<Record<string, string>>
  lengths: string
  lengthsHeader: readonly string[]
  parts: readonly [string, string]
}

const words: Record<Language, SftWords> = {
  en: {
    title: 'Training data checked by rule',
    header: ['rule', 'kind', 'rows', 'share', 'meaning', 'examples'],
    kinds: { fault: 'fault', note: 'note' },
    clean: (clean, rows, share) => `${clean} of ${rows} rows have no fault (${share}).`,
    gold: (known, right) => `Gold answer known for ${known} rows; the final answer is right in ${right}.`,
    languages: 'Questions by script',
    languagesHeader: ['script', 'rows', 'share'],
    language: {
      latin: 'Latin',
      chinese: 'Chinese',
      japanese: 'Japanese',
      korean: 'Korean',
      cyrillic: 'Cyrillic',
      arabic: 'Arabic',
      other: 'other',
      none: 'mathematics or code only',
    },
    lengths: 'Length in words (a Chinese character is one)',
    lengthsHeader: ['part', '5%', '25%', 'median', '75%', '95%', 'longest'],
    parts: ['question', 'response'],
  },
  zh: {
    title: '训练数据规则检查',
    header: ['规则', '类别', '行数', '比例', '含义', '示例'],
    kinds: { fault: '问题', note: '提示' },
    clean: (clean, rows, share) => `${rows} 行中有 ${clean} 行没有问题（${share}）。`,
    gold: (known, right) => `${known} 行有标准答案，其中 ${right} 行的最终答案正确。`,
    languages: '题目的文字',
    languagesHeader: ['文字', '行数', '比例'],
    language: {
      latin: '拉丁文字',
      chinese: '中文',
      japanese: '日文',
      korean: '韩文',
      cyrillic: '西里尔文字',
      arabic: '阿拉伯文字',
      other: '其他',
      none: '仅有数学或代码',
    },
    lengths: '长度（词数，每个汉字计一词）',
    lengthsHeader: ['部分', '5%', '25%', '中位数', '75%', '95%', '最长'],
    parts: ['题目', '回答'],
  },
}

/** What was found in training data: the rules, the languages, the lengths. `meanings` says what each rule is. */
export function sftSections(
  result: Figures,
  meanings: Readonly<Record<string, { says: Wording }>>,
  language: Language,
): Section[] {
  const { files, rows, clean, gold, rules, languages, lengths } = result
  const say = words[language]
  const share = (count: number): string => figure(rows === 0 ? 0 : count / rows, 'rate')
  return [
    {
      title: say.title,
      lead: trainingLines(files, language),
      tables: [
        {
          header: say.header,
          right: [2, 3],
          rows: rules.map(({ name, kind, count, examples }) => [
            name,
            say.kinds[kind],
            String(count),
            share(count),
            said(meanings[name]?.says ?? '', language),
            examples.slice(0, 3).join(' '),
          ]),
        },
      ],
      notes: [say.clean(clean, rows, share(clean)), say.gold(gold.known, gold.right)],
    },
    {
      title: say.languages,
      tables: [
        {
          header: say.languagesHeader,
          right: [1, 2],
          rows: Object.entries(languages).map(([name, count]) => [
            say.language[name] ?? name,
            String(count),
            share(count),
          ]),
        },
      ],
      notes: [],
    },
    {
      title: say.lengths,
      tables: [
        {
          header: say.lengthsHeader,
          right: [1, 2, 3, 4, 5, 6],
          rows: [lengths.question, lengths.response].map(({ p5, p25, p50, p75, p95, max }, i) => [
            say.parts[i] ?? '',
            ...[p5, p25, p50, p75, p95, max].map(String),
          ]),
        },
      ],
      notes: [],
    },
  ]
}
