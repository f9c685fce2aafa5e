import type { Language } from '../core/wording.ts'
import { figure } from './figures.ts'
import type { Section } from './sections-text.ts'
import { shorten } from './shorten.ts'
import { type TrainingFile, trainingLines } from './training-lines.ts'

/** What is counted of a benchmark. */
interface Row {
  name: string
  bundled: boolean
  n: number
  kinds: { exact: number; 'near-duplicate': number; 'n-gram': number }
  found: { question: number; answer: number; both: number }
  flagged: number
  share: number
  ci95: readonly [number, number]
}

/** What the report is made of. */
export interface OverlapFigures {
  rules: { ngram: number; characters: number; threshold: number }
  training: readonly TrainingFile[]
  templates: number
  benchmarks: readonly Row[]
  flagged: readonly {
    benchmark: string
    id: string
    rows: number
    matches: readonly {
      kind: string
      part: string
      similarity: number
      file: string
      line: number
      where: string
      text: string
    }[]
  }[]
}

interface OverlapWords {
  title: string
  header(ngram: number): readonly string[]
  bundled(names: string): string
  rules(threshold: number, characters: number): string
  templates(count: number): string
  interval: string
  none: string
  found(shown: number, all: number): string
  foundHeader: readonly string[]
  list: string
  kinds: Readonly<Record<string, string>>
  parts: Readonly<Record<string, string>>
}

const words: Record<Language, OverlapWords> = {
  en: {
    title: 'Test samples found in the training data',
    header: ngram => [
      'benchmark',
      'n',
      'exact',
      'near-duplicate',
      `${ngram}-gram`,
      'question',
      'answer',
      'both',
      'found',
      'share',
      '95% CI',
    ],
    bundled: names =>
      `Only the bundled sample of ${names} was looked for, not the benchmark itself. Get the benchmark’s data first (xeval pull NAME).`,
    rules: (threshold, characters) =>
      `Each sample counts once, by its strongest match. Near-duplicate: Jaccard similarity of at least ${threshold}. n-grams are of words; of Chinese, Japanese and Korean ${characters} characters.`,
    templates: count =>
      `${count} n-grams that more than ten samples of a benchmark share were ignored as its template.`,
    interval: 'The share is a count over the samples looked for; the interval (Wilson) is for questions of this kind.',
    none: 'None of the samples was found.',
    found: (shown, all) => `Samples found (${shown} of ${all})`,
    foundHeader: ['sample', 'match', 'part', 'similarity', 'rows', 'place', 'text'],
    list: ', ',
    kinds: { exact: 'exact', 'near-duplicate': 'near-duplicate', 'n-gram': 'n-gram' },
    parts: { question: 'question', answer: 'answer' },
  },
  zh: {
    title: '训练数据中出现的测试样本',
    header: ngram => [
      '基准',
      'n',
      '完全一致',
      '近似重复',
      `${ngram}-gram`,
      '问题',
      '答案',
      '问题和答案',
      '检出',
      '比例',
      '95% CI',
    ],
    bundled: names => `${names} 仅检查了内置样例，而非基准本身。请先获取基准数据（xeval pull NAME）。`,
    rules: (threshold, characters) =>
      `每个样本按最强的匹配计一次。近似重复：Jaccard 相似度不低于 ${threshold}。n-gram 以词为单位；中文、日文和韩文以 ${characters} 个字符为单位。`,
    templates: count => `有 ${count} 个 n-gram 在同一基准的十个以上样本中出现，视为模板，不计为重合。`,
    interval: '比例是对所查样本的计数；区间（Wilson）针对同类问题。',
    none: '未检出任何样本。',
    found: (shown, all) => `检出的样本（${all} 个中的 ${shown} 个）`,
    foundHeader: ['样本', '匹配', '部分', '相似度', '行数', '位置', '文本'],
    list: '、',
    kinds: { exact: '完全一致', 'near-duplicate': '近似重复', 'n-gram': 'n-gram' },
    parts: { question: '问题', answer: '答案' },
  },
}

/** Samples that the report names; the file of `--flagged` has all. */
const SHOWN = 20

/** The overlap of benchmarks with training data, as a table, and the first of the samples. */
export function overlapSections(
  { rules, training, templates, benchmarks, flagged }: OverlapFigures,
  language: Language,
): Section[] {
  const say = words[language]
  const bundled = benchmarks.filter(({ bundled }) => bundled).map(({ name }) => name)
  return [
    {
      title: say.title,
      lead: trainingLines(training, language),
      tables: [{ header: say.header(rules.ngram), right: [1, 2, 3, 4, 5, 6, 7, 8, 9], rows: benchmarks.map(rowOf) }],
      notes: [
        ...(bundled.length > 0 ? [say.bundled(bundled.join(say.list))] : []),
        say.rules(rules.threshold, rules.characters),
        say.interval,
        ...(templates > 0 ? [say.templates(templates)] : []),
        ...(flagged.length === 0 ? [say.none] : []),
      ],
    },
    ...(flagged.length === 0
      ? []
      : [
          {
            title: say.found(Math.min(SHOWN, flagged.length), flagged.length),
            tables: [
              {
                header: say.foundHeader,
                right: [3, 4],
                rows: flagged
                  .slice(0, SHOWN)
                  .map(({ id, rows, matches: [best] }) => [
                    id,
                    say.kinds[best?.kind ?? ''] ?? '',
                    say.parts[best?.part ?? ''] ?? '',
                    best?.similarity.toFixed(2) ?? '',
                    String(rows),
                    best === undefined ? '' : placeText(best),
                    shorten(best?.text ?? '', 60),
                  ]),
              },
            ],
            notes: [],
          },
        ]),
  ]
}

/** `train.jsonl:17 messages[0].content` */
export const placeText = ({ file, line, where }: { file: string; line: number; where: string }): string =>
  `${file}:${line}${where === '' ? '' : ` ${where}`}`

const rowOf = ({ name, n, kinds, found, flagged, share, ci95: [low, high] }: Row): string[] => [
  name,
  ...[n, kinds.exact, kinds['near-duplicate'], kinds['n-gram'], found.question, found.answer, found.both, flagged].map(
    String,
  ),
  figure(share, 'rate'),
  `[${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}]`,
]
