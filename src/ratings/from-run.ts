import type { HumanRating } from '../core/judge.ts'
import type { OutputRecord, SampleRecord } from '../core/records.ts'
import type { Message } from '../core/sample.ts'
import { pearson } from '../stats/correlation.ts'
import type { Panel } from '../stats/panel-mean.ts'
import type { Arm, RatingRecord } from './rating.ts'
import { type RatedAnswer, shortHash } from './study.ts'

/** What a run offers to raters: the answers of the first epoch that came whole or cut off, but not empty or failed. */
export function answersOf(samples: readonly SampleRecord[], outputs: readonly OutputRecord[], arm: Arm): RatedAnswer[] {
  const key = (benchmark: string, id: string) => JSON.stringify([benchmark, id])
  const first = new Map(
    outputs.filter(({ epoch }) => epoch === 1).map(output => [key(output.benchmark, output.sampleId), output]),
  )
  return samples.flatMap(({ benchmark, id, input }) => {
    const outcome = first.get(key(benchmark, id))?.outcome
    if (!outcome?.ok || outcome.value.text.trim() === '') return []
    return [{ arm, benchmark, sampleId: id, prompt: promptText(input), answer: outcome.value.text }]
  })
}

/** Looks up what people said of an answer; a rating of an earlier answer to the same prompt is not of this one. */
export function ratingsOf(
  records: readonly RatingRecord[],
): (benchmark: string, sampleId: string, answer: string) => HumanRating[] {
  const ratings = records.filter(record => record.kind === 'rating')
  const byAnswer = Map.groupBy(ratings, ({ benchmark, sampleId, answer }) =>
    JSON.stringify([benchmark, sampleId, answer]),
  )
  return (benchmark, sampleId, answer) =>
    (byAnswer.get(JSON.stringify([benchmark, sampleId, shortHash(answer)])) ?? []).map(
      ({ rater, rating, comment }) => ({ rater, rating, ...(comment === undefined ? {} : { comment }) }),
    )
}

/** All ratings by benchmark, sample and rater, of the benchmarks that people judge. */
export function panelsOf(
  records: readonly RatingRecord[],
  isByPeople: (benchmark: string) => boolean,
): ReadonlyMap<string, Panel> {
  const panels = new Map<string, Map<string, Map<string, number>>>()
  for (const record of records) {
    if (record.kind !== 'rating' || !isByPeople(record.benchmark)) continue
    const panel = panels.get(record.benchmark) ?? new Map<string, Map<string, number>>()
    panels.set(record.benchmark, panel)
    const ratings = panel.get(record.sampleId) ?? new Map<string, number>()
    panel.set(record.sampleId, ratings.set(record.rater, record.rating))
  }
  return panels
}

/** Pearson's r of a judge's ratings with the means of people's, over the answers that both rated. */
export function judgeCorrelation(
  judged: readonly { benchmark: string; sampleId: string; answer: string; rating: number }[],
  records: readonly RatingRecord[],
): { r: number | undefined; n: number } {
  const look = ratingsOf(records)
  const pairs = judged.flatMap(({ benchmark, sampleId, answer, rating }) => {
    const people = look(benchmark, sampleId, answer)
    if (people.length === 0) return []
    return [{ judge: rating, people: people.reduce((sum, one) => sum + one.rating, 0) / people.length }]
  })
  if (pairs.length < 2) return { r: undefined, n: pairs.length }
  const r = pearson(
    pairs.map(({ judge }) => judge),
    pairs.map(({ people }) => people),
  )
  return { r, n: pairs.length }
}

/** A lone question as it is; a dialogue, or one with a system message, with its roles. */
function promptText(input: readonly Message[]): string {
  if (input.length === 1) return input[0]?.content ?? ''
  return input.map(({ role, content }) => `**${role}**\n\n${content}`).join('\n\n')
}
