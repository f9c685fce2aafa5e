/**
 * The gold answers in the forms in which models give them, and what `math-equal` makes of each:
 * `node --conditions=@xeval/source bench/math-answers.ts`.
 */
import { verdictOn } from './math-pairs.ts'
import { goldAnswers } from './math-rates.ts'

/** What a model would write around an answer. */
export const answerForms: Readonly<Record<string, (answer: string) => string>> = {
  '`\\boxed{G}`': answer => `So the answer is $\\boxed{${answer}}$.`,
  '`The answer is $G$.`': answer => `We add both sides of $x = 3$.\n\nThe answer is $${answer}$.`,
  '`The final answer is:\\n\\[G\\]`': answer => `Both sides are $x = 3$.\n\nThe final answer is:\n\\[${answer}\\]`,
  '`Final Answer: The final answer is $G$. I hope it is correct.`': answer =>
    `We take 3 of 7.\n\nFinal Answer: The final answer is $${answer}$. I hope it is correct.`,
  '`答案是 $G$。`': answer => `两边相加得 $x = 3$。\n\n答案是 $${answer}$。`,
  '`因此答案为 $G$。`': answer => `两边相加得 $x = 3$，因此答案为 $${answer}$。`,
  '`#### G`': answer => `There are 3 of them.\n#### ${answer}`,
  '`Answer: G`': answer => `There are 3 of them.\n\nAnswer: ${answer}`,
  '`**Answer:** G`': answer => `There are 3 of them.\n\n**Answer:** ${answer}`,
  '`**Answer:** $G$`': answer => `There are 3 of them.\n\n**Answer:** $${answer}$`,
  '`**Answer: $G$**`': answer => `There are 3 of them.\n\n**Answer: $${answer}$**`,
  '`### Final Answer\\n\\n$$G$$`': answer => `Now 3 is left.\n\n### Final Answer\n\n$$${answer}$$`,
  '`Therefore, the answer is G.`': answer => `There are 3 of them. Therefore, the answer is ${answer}.`,
  '`Hence, \\(G\\) is the answer.`': answer => `There are 3 of them. Hence, \\(${answer}\\) is the answer.`,
  '`$G$` on the last line': answer => `There are 3 of them, as we saw.\n\n$${answer}$`,
  '`G` alone': answer => answer,
  '`$G$` alone': answer => `$${answer}$`,
}

/** The last number in an answer, where the answer is something else: a grader that reads it accepts what is wrong. */
export function lastNumberOf(answer: string): string | undefined {
  if (/^\s*(?:\\?\$|[a-zA-Z] ?= ?)?[-\d.,\\! ]+(?:\^\\circ|\\text\{[^{}]*\}|\\mbox\{[^{}]*\})?\s*$/.test(answer))
    return undefined
  return answer.match(/\d+(?:\.\d+)?/g)?.at(-1)
}

export interface FormResult {
  right: number
  failures: string[]
  /** With the answer's last number as the gold one. */
  wrongGolds: number
  accepted: string[]
}

export async function measureForm(answers: readonly string[], form: (answer: string) => string): Promise<FormResult> {
  const result: FormResult = { right: 0, failures: [], wrongGolds: 0, accepted: [] }
  for (const gold of answers) {
    const { verdict, read } = await verdictOn({ gold, answer: form(gold) })
    if (verdict === 'correct') result.right++
    else result.failures.push(`${gold}: ${verdict}, read ${read}`)
    const wrong = lastNumberOf(gold)
    if (wrong === undefined) continue
    result.wrongGolds++
    if ((await verdictOn({ gold: wrong, answer: form(gold) })).verdict === 'correct')
      result.accepted.push(`${wrong}: ${gold}`)
  }
  return result
}

if (import.meta.main) {
  const { answers, source } = goldAnswers()
  console.log(`${source}: ${answers.length} answers`)
  for (const [name, form] of Object.entries(answerForms)) {
    const { right, failures, wrongGolds, accepted } = await measureForm(answers, form)
    console.log(`| ${name} | ${right} of ${answers.length} | ${accepted.length} of ${wrongGolds} |`)
    if (process.argv.includes('--list'))
      for (const line of [...failures, ...accepted.map(a => `ACCEPT ${a}`)]) console.log(`    ${line}`)
  }
}
