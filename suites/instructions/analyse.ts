import type { Analysis, AnalysisArm, Language } from 'xeval'
import { readVerdicts } from 'xeval/judges/instruction-rules'
import { countsByKind, figure, type KindWords } from 'xeval/report'

interface Counts {
  n: number
  strict: number
  loose: number
}

/** How often each kind of instruction was followed: which ones fine-tuning broke. */
export const analyse = (arms: readonly AnalysisArm[], language: Language = 'en'): Promise<Analysis[]> =>
  countsByKind<Counts>(arms, language, {
    words: words[language],
    nothing: { n: 0, strict: 0, loose: 0 },
    add(of, { judgment }) {
      for (const { id, following } of readVerdicts(judgment.rationale)) {
        const counts = of(id)
        counts.n++
        if (following === 'strictly') counts.strict++
        if (following !== 'not') counts.loose++
      }
    },
    cells: ({ n, strict, loose }) =>
      n === 0 ? ['0', '–', '–'] : [String(n), figure(strict / n, 'rate'), figure(loose / n, 'rate')],
  })

const words: Readonly<Record<Language, KindWords>> = {
  en: {
    title: benchmark => `${benchmark}: instructions followed, by kind`,
    note: 'Kinds with few instructions are uncertain: treat a large change in a kind as a place to look, not as a finding.',
    kind: 'instruction',
    columns: ['n', 'strict', 'loose'],
  },
  zh: {
    title: benchmark => `${benchmark}：各类指令的遵循率`,
    note: '每类指令的数量不多：变化大的类别值得细看，但不能据此下结论。',
    kind: '指令',
    columns: ['数量', '严格', '宽松'],
  },
}
