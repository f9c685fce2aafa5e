import { strip } from '../text/text.ts'

/** Four questions labelled `Question N`, the first at the very start, with five options each, and each longer than the one before. */
export function hasLongerQuestions(answer: string): boolean {
  if (!answer.startsWith('Question')) return false
  const questions = answer
    .split(/Question \d+[.|):;]?/)
    .map(strip)
    .filter(question => question !== '')
  const read = questions.map(readQuestion)
  return (
    read.length === 4 &&
    read.every(({ options }) => options === 5) &&
    read.slice(1).every(({ length }, at) => length > (read[at]?.length ?? 0))
  )
}

/** The question is what stands before the first option. */
function readQuestion(text: string): { length: number; options: number } {
  const lines = text.split('\n').map(strip)
  const isOption = (line: string) => /^[A-E][.|)]\s*[\p{L}\p{N}_]/iu.test(line)
  const first = lines.findIndex(isOption)
  const question = first < 0 ? lines : lines.slice(0, first)
  return { length: strip(question.join(' ')).length, options: lines.filter(isOption).length }
}
