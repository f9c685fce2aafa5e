/**
 * The curve of docs/reasoning.md from recorded answers, in characters, and as an SVG where a second file is named:
 *
 *     node --conditions=@xeval/source bench/reasoning-curve.ts RECORDED.jsonl [CURVE.svg]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Row } from 'xeval'
import type { MathLabel } from 'xeval/judges/math-equal'
import {
  accuracyCurve,
  type NamedCurve,
  type Question,
  questionsOf,
  svgFigure,
  textFigure,
} from 'xeval/suites/reasoning'
import { z } from 'zod'

/** A line of what `record-reasoning.ts` writes. */
export const Recorded = z.object({
  id: z.string(),
  epoch: z.int().positive(),
  label: z.enum(['correct', 'incorrect', 'unscored']),
  answer: z.string().exactOptional(),
  via: z.string(),
  outputTokens: z.int(),
  finishReason: z.enum(['stop', 'length']),
})
export type Recorded = z.infer<typeof Recorded>

export const readRecorded = (file: string | URL): Recorded[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => Recorded.parse(JSON.parse(line)))

/** The scored answers, sorted into classes of equals as a run's are. */
export const recordedQuestions = (recorded: readonly Recorded[]): Question[] =>
  questionsOf(recorded.flatMap(one => (one.label === 'unscored' ? [] : [rowOf(one, one.label)])))

function rowOf({ id, epoch, answer, via, outputTokens, finishReason }: Recorded, label: MathLabel): Row<MathLabel> {
  return {
    sample: { id, input: [{ role: 'user', content: id }], language: 'en', metadata: {} },
    epoch,
    completion: { text: '', finishReason, usage: { outputTokens }, servedModel: '', latencyMs: 0 },
    judgment: { label, via, raw: '', ...(answer !== undefined && { answer }) },
  }
}

if (import.meta.main) {
  const [file = '', svg] = process.argv.slice(2)
  const curves: NamedCurve[] = [
    { name: 'SmolLM2-135M-Instruct', curve: accuracyCurve(recordedQuestions(readRecorded(file))) },
  ]
  console.log(textFigure(curves))
  if (svg !== undefined) writeFileSync(svg, svgFigure(curves))
}
