import type { Language } from '../core/wording.ts'

interface OverlapDeltaWords {
  title: string
  header: readonly string[]
  file(file: string, samples: number): string
  note: string
  none: string
}

/** What is said of a comparison with and without the samples that were found in training data. */
export const overlapDeltaWords: Record<Language, OverlapDeltaWords> = {
  en: {
    title: 'With and without samples found in the training data',
    header: ['benchmark', 'n', 'Δ all', 'n', 'Δ without them', 'n', 'Δ on them alone'],
    file: (file, samples) => `${file} names ${samples} samples.`,
    note: 'Intervals are unadjusted, at 95%. The verdicts are those of all samples.',
    none: 'None of them is in these runs.',
  },
  zh: {
    title: '包含与不含训练数据中出现的样本',
    header: ['基准', 'n', '全部样本 Δ', 'n', '去除后 Δ', 'n', '仅这些样本 Δ'],
    file: (file, samples) => `${file} 列出 ${samples} 个样本。`,
    note: '区间为 95%，未经校正。结论以全部样本为准。',
    none: '两次运行中没有这些样本。',
  },
}
