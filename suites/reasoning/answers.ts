import type { Row, Votes } from 'xeval'
import { compareAnswers, type MathLabel, numberKey } from 'xeval/judges/math-equal'

/** What vote, tokens and cap need to know of one answer to a question. */
export interface Answer {
  correct: boolean
  /** Equal numbers are one answer; 0 is the right one. Absent where no answer could be read: it abstains. */
  answerClass?: number
  /** As the provider counted them, reasoning included; absent where it did not. */
  outputTokens?: number
  /** Stopped by the token limit. */
  capped: boolean
}

/** A question with all of its scored answers, in the order of their epochs. */
export interface Question {
  id: string
  answers: readonly Answer[]
}

/** The scored rows of a benchmark as questions; rows of one sample may stand anywhere. */
export function questionsOf(rows: readonly Row<MathLabel>[]): Question[] {
  const byId = Map.groupBy(rows, row => row.sample.id)
  return Array.from(byId, ([id, own]) => ({ id, answers: answersOf(own.toSorted((a, b) => a.epoch - b.epoch)) }))
}

/** One question's rows, its answers sorted into classes of equals. */
export function answersOf(rows: readonly Row<MathLabel>[]): Answer[] {
  const classes = classesOf(rows)
  return rows.map(({ completion, judgment }, at) => {
    const answerClass = classes[at]
    const { outputTokens } = completion.usage
    return {
      correct: judgment.label === 'correct',
      capped: completion.finishReason === 'length',
      ...(answerClass === undefined ? {} : { answerClass }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    }
  })
}

/**
 * All right answers are one class, by the judge's word. Wrong ones are joined where `math-equal` finds two of them equal,
 * whichever is taken for gold, and with them all that those equal; undecided pairs stay apart, and so does what no rule could read.
 */
function classesOf(rows: readonly Row<MathLabel>[]): (number | undefined)[] {
  const wrong = new Set(rows.flatMap(({ judgment: { answer, label } }) => (label === 'correct' ? [] : (answer ?? []))))
  const classes: string[][] = []
  for (const answer of wrong) {
    const same = classes.filter(members => members.some(member => areEqual(member, answer)))
    for (const joined of same) classes.splice(classes.indexOf(joined), 1)
    classes.push([...same.flat(), answer])
  }
  const numbers = new Map(classes.flatMap((members, at) => members.map(member => [member, at + 1])))
  return rows.map(({ judgment: { answer, label, via } }, at) => {
    if (label === 'correct') return 0
    if (answer !== undefined) return numbers.get(answer)
    // The judge's model found another answer than the gold one and doesn't say which: a vote, and nobody else's.
    return via === 'model' ? classes.length + 1 + at : undefined
  })
}

/** Plain numbers are equal as texts or not at all, which saves most of the comparisons. */
function areEqual(a: string, b: string): boolean {
  const [x, y] = [numberKey(a), numberKey(b)]
  if (x !== undefined && y !== undefined) return x === y
  return compareAnswers(a, b) === 'equal' || compareAnswers(b, a) === 'equal'
}

/** The answers counted by class, for `majAtK`. */
export function votesOf(answers: readonly Answer[]): Votes {
  const counts = new Map<number, number>()
  for (const { answerClass } of answers) {
    if (answerClass !== undefined) counts.set(answerClass, (counts.get(answerClass) ?? 0) + 1)
  }
  const wrong = [...counts].filter(([answerClass]) => answerClass !== 0).map(([, count]) => count)
  const correct = counts.get(0) ?? 0
  return { correct, wrong, abstained: answers.length - correct - wrong.reduce((sum, count) => sum + count, 0) }
}
