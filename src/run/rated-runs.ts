import type { Analysis } from '../core/analysis.ts'
import type { OutputRecord, SampleRecord } from '../core/records.ts'
import type { Language } from '../core/wording.ts'
import { answerCheck, findingsOf, type JudgeBeside, type RatingFindings } from '../ratings/findings.ts'
import { answersOf, judgeCorrelation } from '../ratings/from-run.ts'
import { type RunDirs, readArms } from '../ratings/import-ratings.ts'
import { ratingSections } from '../ratings/rating-sections.ts'
import { readRatings } from '../ratings/rating-store.ts'
import { sectionWords } from '../ratings/section-words.ts'
import type { RatedAnswer } from '../ratings/study.ts'
import type { OpenedRun } from './open-runs.ts'
import { rateSteps, runName } from './rate-steps.ts'

/** One run, or before and after, as raters and their figures see them. */
export interface RatedRuns {
  /** A lone run is the `after`. */
  dirs: RunDirs
  answers: RatedAnswer[]
  /** What models said of the answers: ratings by judges that are not people. */
  judged: { benchmark: string; sampleId: string; answer: string; rating: number; judge: string }[]
  /** Answers of a judge that is people, which nobody has rated; and answers that have a judgment of any kind. */
  waiting: number
  scored: number
}

export async function readRatedRuns(runs: readonly OpenedRun[]): Promise<RatedRuns> {
  const [first, second] = runs
  if (first === undefined) throw new Error('ratings need a run')
  const dirs = second === undefined ? { after: first.dir } : { before: first.dir, after: second.dir }
  const found: RatedRuns = { dirs, answers: [], judged: [], waiting: 0, scored: 0 }
  for (const run of runs) {
    const samples: SampleRecord[] = []
    const outputs: OutputRecord[] = []
    for await (const { sample, epochs } of run.items()) {
      const [{ output, judgment } = {}] = epochs
      const card = run.benchmarks.get(sample.benchmark)?.card
      if (output?.outcome.ok !== true || judgment === undefined) continue
      // What the metrics leave out is not shown to raters either.
      if (output.outcome.value.finishReason === 'length' && card?.truncated !== 'judged') continue
      samples.push(sample)
      outputs.push(output)
      const people = card?.judge.byPeople === true
      if (!judgment.outcome.ok) {
        if (people && !judgment.outcome.error.final) found.waiting++
        continue
      }
      found.scored++
      const { label } = judgment.outcome.value
      if (people || typeof label !== 'number') continue
      const { text: answer } = output.outcome.value
      found.judged.push({
        benchmark: sample.benchmark,
        sampleId: sample.id,
        answer,
        rating: label,
        judge: judgment.judge,
      })
    }
    found.answers.push(...answersOf(samples, outputs, run === first && second !== undefined ? 'before' : 'after'))
  }
  return found
}

/** The figures of all ratings in the runs' stores; nothing where there is none. */
export async function findingsIn({ dirs, answers, judged }: RatedRuns): Promise<RatingFindings | undefined> {
  const records = await readArms(dirs)
  const all = [...(records.before ?? []), ...records.after]
  if (all.length === 0) return undefined
  const byJudge = Map.groupBy(judged, ({ benchmark, judge }) => JSON.stringify([benchmark, judge]))
  const judges = [...byJudge.values()].flatMap((list): JudgeBeside[] => {
    const { benchmark = '', judge = '' } = list[0] ?? {}
    const { r, n } = judgeCorrelation(list, all)
    return n === 0 ? [] : [{ benchmark, judge, n, ...(r !== undefined && { r }) }]
  })
  return findingsOf(records, judges, answerCheck(answers.filter(({ arm }) => arm === 'before')))
}

/** What ratings add to a report, and how to get those that are missing. `read` is what was read of runs that people judge. */
export async function ratingAnalyses(
  runs: readonly OpenedRun[],
  language: Language,
  read?: RatedRuns,
): Promise<Analysis[]> {
  const say = sectionWords[language]
  const stored = await Promise.all(runs.map(({ dir }) => readRatings(dir)))
  if (!runs.some(isByPeople) && stored.flat().length === 0) return []
  const rated = read ?? (await readRatedRuns(runs))
  const findings = await findingsIn(rated)
  const sections = findings === undefined ? [] : ratingSections(findings, language)
  if (rated.waiting === 0) return sections
  const notes = [say.waiting(rated.waiting), ...rateSteps(runs.map(runName), language)]
  return [...sections, { title: say.toRate, notes, tables: [] }]
}

/** The runs' answers and what was said of them, where people are to judge them. */
export const judgedByPeople = async (runs: readonly OpenedRun[]): Promise<RatedRuns | undefined> =>
  runs.some(isByPeople) ? readRatedRuns(runs) : undefined

/** Whether people are to judge, and nobody has yet. */
export const isUnrated = ({ waiting, scored }: RatedRuns): boolean => waiting > 0 && scored === 0

const isByPeople = ({ benchmarks }: OpenedRun): boolean =>
  [...benchmarks.values()].some(({ card }) => card.judge.byPeople === true)
