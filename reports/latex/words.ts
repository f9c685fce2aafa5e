import type { ReportOptions } from 'xeval'

/** What the LaTeX report says besides the words of all reports. */
export interface LatexWords {
  captionRun(suite: string, model: string): string
  captionComparison(suite: string, before: string, after: string): string
  captionSeries(suite: string, first: string): string
  units: string
  comparisonNote(intervals: string): string
  seriesNote(intervals: string): string
  runNote(intervals: string): string
  bold: string
  marks(tests: string, how: 'Holm' | 'BH'): string
  bundled: string
  judges(list: string): string
  prompts(list: string): string
  data(list: string): string
  verdictRow: string
}

export const latexWords: Record<ReportOptions['language'], LatexWords> = {
  en: {
    captionRun: (suite, model) => `${suite}: ${model}.`,
    captionComparison: (suite, before, after) => `${suite} before (${before}) and after (${after}) fine-tuning.`,
    captionSeries: (suite, first) => `${suite}: each run against the first (${first}).`,
    units: 'Rates are in per cent.',
    comparisonNote: intervals =>
      `Brackets are unadjusted 95% intervals. Δ is after minus before over the samples scored in both runs (${intervals}).`,
    seriesNote: intervals =>
      `Brackets are unadjusted 95% intervals. Δ is a run minus the first over the samples scored in both (${intervals}).`,
    runNote: intervals => `Brackets are 95% intervals (${intervals}).`,
    bold: 'The better figure is bold if the verdict supports it.',
    marks: (tests, how) =>
      `* p < 0.05, ** p < 0.01, *** p < 0.001 after ${how === 'BH' ? "Benjamini and Hochberg's" : "Holm's"} adjustment over the table (${tests}).`,
    bundled: '† sample bundled with xeval, not the published data.',
    judges: list => `Judges: ${list}.`,
    prompts: list => `Prompts (SHA-256): ${list}.`,
    data: list => `Data (SHA-256): ${list}.`,
    verdictRow: 'Verdict',
  },
  zh: {
    captionRun: (suite, model) => `${suite}：${model}。`,
    captionComparison: (suite, before, after) => `${suite}：微调前（${before}）与微调后（${after}）。`,
    captionSeries: (suite, first) => `${suite}：各次运行与第一次（${first}）相比。`,
    units: '比率以百分数表示。',
    comparisonNote: intervals =>
      `方括号内为 95% 置信区间（未作多重比较校正）。Δ 为微调后减微调前，仅取两次运行均已计分的样本（${intervals}）。`,
    seriesNote: intervals =>
      `方括号内为 95% 置信区间（未作多重比较校正）。Δ 为该次运行减第一次运行，仅取两次运行均已计分的样本（${intervals}）。`,
    runNote: intervals => `方括号内为 95% 置信区间（${intervals}）。`,
    bold: '结论支持时，较好的数值以粗体表示。',
    marks: (tests, how) =>
      `* p < 0.05，** p < 0.01，*** p < 0.001，均经 ${how === 'BH' ? 'Benjamini–Hochberg' : 'Holm'} 法按本表的基准数校正（${tests}）。`,
    bundled: '† 为 xeval 的内置样本，而非正式发布的数据。',
    judges: list => `评判者：${list}。`,
    prompts: list => `提示词（SHA-256）：${list}。`,
    data: list => `数据（SHA-256）：${list}。`,
    verdictRow: '结论',
  },
}
