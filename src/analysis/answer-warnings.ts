import { toldNotes } from '../core/answer/notes.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Remark } from '../core/remark.ts'
import type { BenchmarkResult } from '../core/run-result.ts'
import type { SameLength } from './same-length.ts'

/** Says of a run that did not end that it didn't: its figures are those of a part. */
export const unfinishedRun = ({ id, status }: Pick<Manifest, 'id' | 'status'>): Remark[] =>
  status === 'complete' ? [] : [{ code: 'interrupted-run', values: { id, status } }]

/** Several answers to a question, sampled without chance. */
export const epochsAtZero = ({
  epochs,
  parameters,
  model,
}: Pick<Manifest, 'epochs' | 'parameters' | 'model'>): Remark[] =>
  epochs > 1 && parameters.temperature === 0 && !model.recorded ? [{ code: 'epochs-at-zero', values: { epochs } }] : []

/** What has to be known of one run's answers as text: marks and turns that no answer has. */
export const answerWarnings = (benchmarks: readonly BenchmarkResult[]): Remark[] =>
  benchmarks.flatMap(({ name, answers = 0, notes = {}, sameLength }) => [
    ...toldNotes.flatMap((note): Remark[] => {
      const n = notes[note] ?? 0
      return n === 0 ? [] : [{ code: `answers-${note}`, values: { benchmark: name, n, of: answers } }]
    }),
    ...sameLengthRemark(name, sameLength),
  ])

/** `arm` where two runs are told of. */
export const sameLengthRemark = (
  benchmark: string,
  found: SameLength | undefined,
  arm?: 'before' | 'after',
): Remark[] =>
  found === undefined
    ? []
    : [{ code: 'answers-same-length', values: { ...(arm && { arm }), benchmark, n: found.n, tokens: found.tokens } }]
