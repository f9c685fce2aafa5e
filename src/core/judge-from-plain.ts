import type { Judge } from './judge.ts'
import { judgeFromFunction } from './judge-from-function.ts'
import type { Sample } from './sample.ts'

/** What a plain function says of an answer: from 0 to 1, alone or as autoevals has it; `null` where it can't tell. */
export type PlainScore = number | null | { readonly score: number | null }

/**
 * A function that scores an answer from 0 to 1, as it is: of the sample and the answer, or of one object as autoevals has it.
 *
 * @example
 * const exactMatch: PlainJudge = (sample, output) => Number(sample.target?.includes(output) ?? false)
 * exactMatch.length // → 2
 */
export type PlainJudge =
  | ((sample: Sample, output: string) => PlainScore | Promise<PlainScore>)
  | ((asked: { input: string; output: string; expected?: string }) => PlainScore | Promise<PlainScore>)

/**
 * The judge that a plain function stands for; nothing where it takes no argument or has no name. `exactMatch` and `ExactMatch` are
 * `exact-match`.
 */
export function judgeFromPlain(plain: PlainJudge, given = plain.name): Judge<number> | undefined {
  const name = given
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
  if (plain.length === 0 || !/^[a-z]/.test(name) || name === 'default') return undefined
  return judgeFromFunction({
    name,
    description: 'Scores by a plain function, from 0 to 1',
    min: 0,
    max: 1,
    async judge({ sample, input, output, expected }) {
      const asked =
        plain.length > 1 ? [sample, output] : [{ input, output, ...(expected !== undefined && { expected }) }]
      const found: unknown = await Reflect.apply(plain, undefined, asked)
      return scoreIn(found)
    },
  })
}

/** What is neither a number nor `null` is told of as it is, by the judge. */
function scoreIn(found: unknown): number | null {
  const score = typeof found === 'object' && found !== null && 'score' in found ? found.score : found
  return score === null || typeof score === 'number' ? score : Number.NaN
}
