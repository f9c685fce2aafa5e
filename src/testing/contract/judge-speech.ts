import type { Label } from '../../core/judgment.ts'
import type { Sample } from '../../core/sample.ts'

/**
 * What a judge is tried with: how its model gives a verdict, and which answers its rules decide. The question is "How late is it?"
 * and the gold answer 42, unless `sample` says otherwise.
 *
 * @example
 * const speech: JudgeSpeech = { decided: [{ answer: 'good morning', label: 'good' }, { answer: 'bad luck', label: 'bad' }] }
 * speech.decided?.length // → 2
 */
export interface JudgeSpeech {
  /** Well-formed replies of its model, one for each label at least; of a rating, both ends and one between. */
  verdicts?(language: 'en' | 'zh'): readonly { reply: string; label: Label }[]
  /** Replies that are nearly verdicts. None may be read. */
  near?: readonly string[]
  /** Answers that its rules decide, with the label: each label that rules can give. */
  decided?: readonly { answer: string; label: Label }[]
  /** Answers that its rules leave open: to its model, or to nobody. */
  leftOpen?: readonly string[]
  /** How often it asks its model about an answer. @default 1 */
  questions?: number
  /** Files in the shape of its authors', by name, where it has `upstream`. */
  files?: Readonly<Record<string, string>>
  /** What it reads of a sample. */
  sample?: Partial<Sample>
}
