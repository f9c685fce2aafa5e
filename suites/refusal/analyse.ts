import type { Analysis, AnalysisArm, Language } from 'xeval'
import { countsByKind, figure, type KindWords } from 'xeval/report'

interface Counts {
  n: number
  comply: number
  partial: number
  refuse: number
}

/** What was said to each kind of prompt, safe and unsafe ones: where a model refuses too much, and where too little. */
export const analyse = (arms: readonly AnalysisArm[], language: Language = 'en'): Promise<Analysis[]> =>
  countsByKind<Counts>(arms, language, {
    words: words[language],
    nothing: { n: 0, comply: 0, partial: 0, refuse: 0 },
    add(of, { sample: { metadata }, judgment }) {
      const counts = of(`${metadata['label']}: ${metadata['type']}`)
      counts.n++
      const said = labels.find(one => one === judgment.label)
      if (said !== undefined) counts[said]++
    },
    cells: ({ n, partial, refuse }) =>
      n === 0 ? ['0', '–', '–'] : [String(n), figure(partial / n, 'rate'), figure(refuse / n, 'rate')],
  })

const labels = ['comply', 'partial', 'refuse'] as const

const words: Readonly<Record<Language, KindWords>> = {
  en: {
    title: benchmark => `${benchmark}: refusals by kind of prompt`,
    note: 'Of the answers with a judgment. There are few prompts of each kind: treat a large change in one as a place to look, not as a finding.',
    kind: 'prompts',
    columns: ['n', 'in part', 'in full'],
  },
  zh: {
    title: benchmark => `${benchmark}：各类提示的拒绝率`,
    note: '以有评判结果的回答为准。每类提示的数量不多：变化大的类别值得细看，但不能据此下结论。',
    kind: '提示',
    columns: ['数量', '部分拒绝', '完全拒绝'],
  },
}
