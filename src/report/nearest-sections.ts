import type { Language } from '../core/wording.ts'
import { placeText } from './overlap-sections.ts'
import type { Section } from './sections-text.ts'
import { shorten } from './shorten.ts'

interface Figures {
  before: string
  after: string
  regressed: number
  samples: readonly {
    benchmark: string
    id: string
    question: string
    rows: readonly { file: string; line: number; where: string; similarity: number; text: string }[]
  }[]
}

interface NearestWords {
  title(before: string, after: string): string
  header: readonly string[]
  none: string
  shown(shown: number, all: number): string
  note: string
  noRow: string
}

const words: Record<Language, NearestWords> = {
  en: {
    title: (before, after) => `Training rows nearest to each regression: ${before} → ${after}`,
    header: ['sample', 'question', 'similarity', 'place', 'training text'],
    none: 'No sample regressed.',
    shown: (shown, all) => `${shown} of ${all} regressed samples; --json has up to 1,000.`,
    note: 'Similarity is Jaccard’s, of words weighted by rarity. A near row is a place to look, and no proof of a cause.',
    noRow: 'no row has a rare word in common',
  },
  zh: {
    title: (before, after) => `与每个退步样本最接近的训练数据：${before} → ${after}`,
    header: ['样本', '问题', '相似度', '位置', '训练文本'],
    none: '没有退步的样本。',
    shown: (shown, all) => `共 ${all} 个退步样本，此处列出 ${shown} 个；--json 最多列出 1,000 个。`,
    note: '相似度为按稀有程度加权的词集 Jaccard 相似度。相近的训练数据只是线索，不能证明因果。',
    noRow: '没有共有稀有词的训练数据',
  },
}

const SHOWN = 20

/** The training rows nearest to each regressed sample, as a table. */
export function nearestSections({ before, after, regressed, samples }: Figures, language: Language): Section[] {
  const say = words[language]
  const rows = samples
    .slice(0, SHOWN)
    .flatMap(({ id, question, rows }) =>
      rows.length === 0
        ? [[id, shorten(question, 40), '–', say.noRow, '']]
        : rows.map((row, i) => [
            i === 0 ? id : '',
            i === 0 ? shorten(question, 40) : '',
            row.similarity.toFixed(2),
            placeText(row),
            shorten(row.text, 60),
          ]),
    )
  return [
    {
      title: say.title(before, after),
      tables: rows.length === 0 ? [] : [{ header: say.header, rows, right: [2] }],
      notes: rows.length === 0 ? [say.none] : [say.shown(Math.min(SHOWN, samples.length), regressed), say.note],
    },
  ]
}
