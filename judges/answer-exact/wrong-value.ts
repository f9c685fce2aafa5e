import type { Answer } from './answer.ts'
import { type AnswerQuestion, type Decision, sure, unsure } from './decision.ts'
import { roundsTo } from './quantities.ts'
import { fits, isFraction, isLoose, type Read, type Value } from './values.ts'

/** Where none of the answer's values is the gold one: wrong, unless one of them might be it after all. */
export function wrongValue(
  answer: Answer,
  all: readonly Read[],
  golds: readonly Value[],
  question: AnswerQuestion,
  why: string | undefined,
): Decision {
  if (why !== undefined) return unsure(why)
  if (all.some(({ value }) => value.kind === 'date' && fits(value, golds))) return unsure('less than the whole date')
  if (
    all.some(read => isLoose(read) && !(read.value.kind === 'number' && read.value.fraction && golds.every(isFraction)))
  )
    return unsure('a range or a bound')
  const open = (value: Value) => golds.some(gold => isOpen(gold, value))
  if (all.some(({ value }) => open(value))) return unsure('a rounded or converted value')
  if (
    /约|大概|左右|上下|近|\b(?:about|around|approximately|roughly|nearly|almost|circa|ca|estimated)\b/.test(
      answer.text,
    ) &&
    all.some(({ value }) => golds.some(gold => isNear(gold, value)))
  )
    return unsure('a round figure')
  if (answer.text.length > 300 || all.length > 3) return unsure('many values')
  if (/年号|[\u4e00-\u9fff]{2}元年|世纪|century/.test(answer.text)) return unsure('another calendar')
  return question.golds.length > 0 ? sure('incorrect', 'another value') : unsure('no gold answer')
}

/** Whether a round figure could stand for the gold one: within two fifths of it. */
function isNear(gold: Value, value: Value): boolean {
  if (gold.kind === 'date' || value.kind === 'date') return false
  const scale =
    gold.unit !== undefined && value.unit?.dimension === gold.unit.dimension ? value.unit.factor / gold.unit.factor : 1
  return Math.abs(value.value * scale - gold.value) <= 0.4 * Math.abs(gold.value)
}

/** Whether the value could be the gold one after all: rounded, in a unit that isn't known, as a part of a fraction. */
function isOpen(gold: Value, value: Value): boolean {
  if (gold.kind === 'date' || value.kind === 'date') return false
  const otherDimension =
    gold.unit !== undefined && value.unit !== undefined && gold.unit.dimension !== value.unit.dimension
  return otherDimension || (value.fraction === true) !== (gold.fraction === true) || roundsTo(gold, value)
}
