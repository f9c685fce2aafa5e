import type { Language } from '../../core/wording.ts'

/**
 * What the report on behaviour says; figures come as text.
 *
 * @example
 * behaviourWords.en.title // → 'Behaviour of the answers'
 */
export const behaviourWords: Readonly<Record<Language, BehaviourWords>> = {
  en: {
    title: 'Behaviour of the answers',
    header: ['behaviour', 'n', 'before', 'after', 'Δ [95% CI]', 'undecided'],
    headerAlone: ['behaviour', 'n', 'share [95% CI]', 'undecided'],
    benchmark: (name, answers) => `${name}: ${answers} answers`,
    note: 'Each row is the share of answers that show the behaviour, and Δ its change over the same samples. The intervals are unadjusted: with this many rows, about 1 in 20 excludes 0 by chance. Read them as exploratory.',
    noteAlone:
      'Each row is the share of answers that show the behaviour, with its 95% interval. Read the figures as exploratory.',
    rules:
      'Rules decided, with the precision and recall that docs/behaviour.md gives. Answers that they cannot decide are in no share.',
    byModel: (name, model) => `${name}: judged by ${model} instead of the rules.`,
    failed: 'Judgments that failed. Those answers are in no share and are not counted as undecided.',
    crossed: 'Behaviour and score',
    crossedHeader: [
      'behaviour',
      'arm',
      'shown, right',
      'shown, wrong',
      'absent, right',
      'absent, wrong',
      'Δ shown and right',
      'Δ shown and wrong',
    ],
    crossedNote: metric =>
      `Right: the answer has the full headline score (${metric}). Counts are of answers that have a score; Δ is the paired change of the share among all of them.`,
    examples: 'Examples',
    changes: { new: 'new', gone: 'gone', kept: 'shown' },
    question: 'Q',
    answer: 'A',
    differ: 'The runs differ in more than their model, so a change may have other causes:',
    none: 'No answer can be looked at.',
  },
  zh: {
    title: '回答的行为特征',
    header: ['行为', 'n', '微调前', '微调后', 'Δ [95% CI]', '无法判定'],
    headerAlone: ['行为', 'n', '占比 [95% CI]', '无法判定'],
    benchmark: (name, answers) => `${name}：${answers} 条回答`,
    note: '每行是表现出该行为的回答所占比例，Δ 是同一批样本上的变化。区间未作多重比较校正：行数较多时，约每 20 行就有 1 行会因偶然而不含 0，仅供探索性参考。',
    noteAlone: '每行是表现出该行为的回答所占比例及其 95% 区间，仅供探索性参考。',
    rules: '由规则判定，其查准率和查全率见 docs/behaviour.md。规则无法判定的回答不计入任何比例。',
    byModel: (name, model) => `${name}：由模型 ${model} 判定，而非规则。`,
    failed: '以下评判失败，相应回答不计入任何比例，也不计为“无法判定”。',
    crossed: '行为与得分',
    crossedHeader: ['行为', '运行', '有且正确', '有且错误', '无且正确', '无且错误', 'Δ 有且正确', 'Δ 有且错误'],
    crossedNote: metric =>
      `“正确”指该回答的主要指标（${metric}）得满分。各格为有得分的回答数；Δ 为其在全部有得分回答中所占比例的配对变化。`,
    examples: '示例',
    changes: { new: '新出现', gone: '不再出现', kept: '出现' },
    question: '问',
    answer: '答',
    differ: '两次运行除模型外还有其他差异，变化可能另有原因：',
    none: '没有可供分析的回答。',
  },
}

/**
 * The words of one language.
 *
 * @example
 * const say: BehaviourWords = behaviourWords.zh
 * say.examples // → '示例'
 */
export interface BehaviourWords {
  title: string
  header: readonly string[]
  headerAlone: readonly string[]
  benchmark(name: string, answers: string): string
  note: string
  noteAlone: string
  rules: string
  byModel(name: string, model: string): string
  failed: string
  crossed: string
  crossedHeader: readonly string[]
  crossedNote(metric: string): string
  examples: string
  changes: Readonly<Record<'new' | 'gone' | 'kept', string>>
  question: string
  answer: string
  differ: string
  none: string
}
