import { lastBoxed } from './boxes.ts'
import { concludedAnswer } from './conclusion.ts'
import { statedAnswer } from './statements.ts'

/** Where an answer was found: in a box, behind an announcement ("The answer is"), or in a conclusion that is nothing else. */
export type Via = 'boxed' | 'answer-line' | 'conclusion'

export interface Extracted {
  answer: string
  via: Via
}

/**
 * The final answer in a model's text, or undefined where none can be found for certain. A text that was cut off by the token
 * limit has a final answer only in a box: what it says last is wherever the reasoning happened to stop.
 */
export function extractAnswer(text: string, cutOff = false): Extracted | undefined {
  const said = ownTurn(text)
  const boxed = lastBoxed(said)
  if (cutOff) return boxed === undefined ? undefined : { answer: boxed.answer, via: 'boxed' }
  if (boxed !== undefined) return afterBox(said.slice(boxed.end).slice(-tail), boxed.answer)
  const end = said.slice(-tail).replace(politeness, '')
  const stated = statedAnswer(end)
  if (stated !== undefined)
    return takenBack.test(end.slice(stated.end)) ? undefined : { answer: stated.answer, via: 'answer-line' }
  const concluded = concludedAnswer(end)
  return concluded === undefined ? undefined : { answer: concluded, via: 'conclusion' }
}

/** A box is the answer unless a later sentence takes it back, or announces the final answer anew. */
function afterBox(rest: string, answer: string): Extracted | undefined {
  const boxed: Extracted = { answer, via: 'boxed' }
  if (!/final answer|\u6700\u7ec8\u7b54\u6848/i.test(rest) && !takenBack.test(rest)) return boxed
  const later = statedAnswer(rest.replace(politeness, ''))
  if (later !== undefined) return { answer: later.answer, via: 'answer-line' }
  return takenBack.test(rest) ? undefined : boxed
}

/** What stands after a template's end of turn is not the model's answer. */
const ownTurn = (text: string): string => {
  const end = text.search(/(?<=\S\s{0,9})<\|(?:im_start|im_end|eot_id|endoftext|end|start_header_id)\|>/)
  return end < 0 ? text : text.slice(0, end)
}

const politeness = /\s{0,9}I hope (?:it|this) (?:is correct|helps)[.!]?\s{0,99}$/i
const takenBack =
  /\b(?:that|this|it|which)(?:['\u2019]s| is| was| seems| looks) (?:wrong|incorrect|not (?:right|correct))|\b(?:I|we) made (?:a|an) (?:mistake|error)|\bcorrection:|\bthe (?:correct|right) (?:answer|value|result) (?:is|should be)|(?:\u4e0d\u5bf9|\u9519\u4e86|\u66f4\u6b63|\u7b97\u9519)/i

/** None stands further from the end without a box. */
const tail = 20_000
