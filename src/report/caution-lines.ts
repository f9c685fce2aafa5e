import { type DoubtTopic, doubtTopic, gravest } from '../core/doubt.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import type { Language } from '../core/wording.ts'
import type { Block } from './document/block.ts'
import type { Words } from './words.ts'

type Warned = { warnings?: readonly Remark[] }

/**
 * What has to be known before the figures are believed. Of all that makes it doubtful who answered only the gravest, in a line: what
 * it follows from is under a heading of its own, at the end. What else is to be said is said.
 *
 * @example
 * cautionLines({ warnings: [{ code: 'several-answered', values: { served: 'a, b' } }] }, words.en) // → ['several models answered in one run: a, b']
 */
export function cautionLines({ warnings = [] }: Warned, { language }: Words): string[] {
  const seen = new Set<DoubtTopic>()
  return warnings.flatMap(remark => {
    const topic = doubtTopic(remark)
    if (topic === undefined) return [remarkText(remark, language)]
    if (seen.has(topic)) return []
    seen.add(topic)
    return [shortest(about(topic, warnings), texts[language], language)]
  })
}

/**
 * The section in which all of it is told; nothing where the lines above the figures leave nothing out.
 *
 * @example
 * whoAnswered({ warnings: [{ code: 'one-model', values: { served: 'small' } }] }, words.en).map(({ kind }) => kind) // → ['heading', 'list']
 */
export function whoAnswered({ warnings = [] }: Warned, { language }: Words): Block[] {
  const told = warnings.filter(remark => {
    const topic = doubtTopic(remark)
    return topic !== undefined && isShortened(about(topic, warnings))
  })
  if (told.length === 0) return []
  return [
    { kind: 'heading', text: texts[language].heading },
    { kind: 'list', items: told.map(remark => remarkText(remark, language)) },
  ]
}

const about = (topic: DoubtTopic, warnings: readonly Remark[]): Remark[] =>
  warnings.filter(remark => doubtTopic(remark) === topic)

/** That two runs are of one model is told in words that need no names; which model it is, is a detail. */
const isShortened = (doubts: readonly Remark[]): boolean =>
  doubts.length > 1 || doubts.some(({ code }) => code === 'one-model')

function shortest(doubts: readonly Remark[], say: Texts, language: Language): string {
  const worst = gravest(doubts)
  if (worst === undefined) return ''
  const text = worst.code === 'one-model' ? say.single : remarkText(worst, language)
  return isShortened(doubts) ? text + say.more : text
}

interface Texts {
  heading: string
  single: string
  more: string
}

const texts: Record<Language, Texts> = {
  en: {
    heading: 'Who answered',
    single: 'before and after seem to be the same model: this may compare a model with itself',
    more: ' (see “Who answered” in the report)',
  },
  zh: {
    heading: '由哪个模型作答',
    single: '微调前后的回答似乎由同一模型给出：这可能是同一模型与自身的比较',
    more: '（详见报告中的“由哪个模型作答”一节）',
  },
}
