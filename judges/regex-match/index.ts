/** Whether an answer matches a pattern: the task's, or the gold answer of each row. JavaScript's syntax, with the flag `u`. */
import { createContext, Script } from 'node:vm'
import { defineJudge, type Judge, judgeSettings, type Sample, XevalError } from 'xeval'
import { z } from 'zod'

const labels = ['correct', 'incorrect'] as const
type Label = (typeof labels)[number]

const Pattern = z.string().min(1).refine(isPattern, { error: 'expected a regular expression' })

const Settings = z.strictObject({
  pattern: Pattern.optional().describe('What an answer has to match. Default: the gold answer of each row'),
  flags: z
    .string()
    .regex(/^(?!.*(.).*\1)[ims]*$/, 'expected some of i, m and s')
    .optional()
    .describe('i: case does not count; m: ^ and $ at each line; s: a dot is also a line break'),
  where: z.enum(['anywhere', 'whole']).optional().describe('Whether the whole answer has to match. Default: anywhere'),
})
type Settings = z.infer<typeof Settings>

/** A pattern that backtracks for ever would hold up the whole run. */
const LONGEST_MS = 1000

class Undecided extends XevalError {
  readonly raw = ''

  constructor(pattern: string) {
    super(
      'undecided',
      `regex-match: ${JSON.stringify(pattern.slice(0, 60))} took longer than ${LONGEST_MS} ms on this answer`,
      {
        hint: 'Use a pattern without nested repetitions.',
      },
    )
  }
}

const judgeWith = ({ pattern, flags = '', where = 'anywhere' }: Settings): Judge<Label> =>
  defineJudge<Label>({
    name: 'regex-match',
    version: 1,
    description: 'Correct if an answer matches a regular expression',
    scale: labels,
    model: 'none',
    prompts: [],
    settings,
    unfit: sample => (pattern === undefined ? unfit(sample) : undefined),
    async judge({ sample, completion }) {
      const patterns = pattern === undefined ? (sample.target ?? []) : [pattern]
      const text = where === 'whole' ? completion.text.trim() : completion.text
      const isMatch = patterns.some(one => matches(where === 'whole' ? `^(?:${one})$` : one, `u${flags}`, text))
      return { label: isMatch ? 'correct' : 'incorrect', via: 'exact', raw: '' }
    },
  })

const sandbox = createContext({ source: '', flags: '', text: '' })
const test = new Script('new RegExp(source, flags).test(text)')

function matches(source: string, flags: string, text: string): boolean {
  Object.assign(sandbox, { source, flags, text })
  try {
    return test.runInContext(sandbox, { timeout: LONGEST_MS }) === true
  } catch (error) {
    // An error of the other context is no instance of ours.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Undecided(source)
    throw error
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

function unfit({ target = [] }: Sample): string | undefined {
  if (target.length === 0) return 'it has no gold answer, and the task sets no `pattern`'
  const wrong = target.find(gold => !isPattern(gold))
  return wrong === undefined
    ? undefined
    : `its gold answer ${JSON.stringify(wrong.slice(0, 60))} is no regular expression`
}

const settings = judgeSettings(Settings, judgeWith)

export default judgeWith({})
