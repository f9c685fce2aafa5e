import type { Analysis, AnalysisArm, Interval, Language, MetricResult, Row } from 'xeval'
import { decimal, difference, differenceRange, figure } from 'xeval/report'
import { type AnalysisWords, analysisWords } from './analysis-words.ts'
import { type Question, questionsOf } from './answers.ts'
import { accuracyChange, budgetMatch, haveTokens, jointChange } from './before-after.ts'
import { accuracyCurve, averagesOf, type Curve, countsOf } from './curve.ts'
import { svgFigure, textFigure } from './figure.ts'
import { type Table1Row, table1, table1Cell, table1Cells, table1Header } from './table1.ts'

interface Arm {
  label: string
  /** By benchmark. */
  questions: ReadonlyMap<string, readonly Question[]>
}

/** Accuracy at average output tokens: Table 1, the curve of each benchmark, and what changed jointly between two runs. */
export async function analyse(arms: readonly AnalysisArm[], language: Language = 'en'): Promise<Analysis[]> {
  const say = analysisWords[language]
  const read = await Promise.all(arms.map(readArm))
  const names = [...new Set(read.flatMap(({ questions }) => [...questions.keys()]))]
  return [tableOf(read, say), ...names.flatMap(name => [curveOf(name, read, say), ...changeOf(name, read, say)])]
}

async function readArm({ label, samples }: AnalysisArm): Promise<Arm> {
  const questions = new Map<string, Question[]>()
  for await (const { benchmark, rows } of samples()) {
    const own = questions.get(benchmark) ?? []
    questions.set(benchmark, own)
    own.push(...questionsOf(rows.filter(isMath)))
  }
  return { label, questions }
}

type MathRow = Row<'correct' | 'incorrect'>

const isMath = (row: Row): row is MathRow => row.judgment.label === 'correct' || row.judgment.label === 'incorrect'

function tableOf(arms: readonly Arm[], say: AnalysisWords): Analysis {
  const rows = arms.map(({ label, questions }): Table1Row => {
    const cells = Array.from(questions, ([name, own]) => {
      const { accuracyCi95: ci95, ...measured } = averagesOf(own)
      return [name, table1Cell({ ...measured, ci95 }, name === 'aime2024' ? 'count' : 'percent')]
    })
    return { model: label, ...Object.fromEntries(cells) }
  })
  return {
    title: say.table1,
    notes: [say.table1Note, ...arms.flatMap(arm => uncounted(arm, say))],
    tables: [
      { header: table1Header(rows, say.table1Columns.model, say.table1Columns.tokens), rows: table1Cells(rows) },
    ],
    files: [
      { name: 'table1.md', content: table1(rows, { format: 'markdown', published: true }) },
      { name: 'table1.tex', content: table1(rows, { format: 'latex', published: true }) },
    ],
    data: rows,
  }
}

/** How many answers have no count, each benchmark by itself. */
const uncounted = ({ label, questions }: Arm, say: AnalysisWords): string[] =>
  Array.from(questions).flatMap(([name, own]) => {
    const all = own.flatMap(({ answers }) => answers)
    const lacking = all.filter(({ outputTokens }) => outputTokens === undefined).length
    return lacking === 0 ? [] : [say.uncounted(label, name, lacking, all.length)]
  })

function curveOf(name: string, arms: readonly Arm[], say: AnalysisWords): Analysis {
  const curves = arms.flatMap(({ label, questions }) => {
    const own = questions.get(name)
    return own === undefined || !hasCounts(own) ? [] : [{ name: label, curve: accuracyCurve(own) }]
  })
  const withoutCounts = arms.filter(({ questions }) => questions.has(name) && !hasCounts(questions.get(name) ?? []))
  const notes = [
    ...withoutCounts.map(({ label }) => say.noCounts(label)),
    ...curves.flatMap(({ name, curve }) => [...leftOut(name, curve, say), ...capWarning(name, curve, say)]),
  ]
  if (curves.length === 0) return { title: say.curve(name), notes, tables: [] }
  return {
    title: say.curve(name),
    notes,
    tables: [],
    figure: textFigure(curves, say),
    files: [{ name: `${name}-curve.svg`, content: svgFigure(curves) }],
    data: curves,
  }
}

const hasCounts = (questions: readonly Question[]): boolean => questions.some(question => countsOf(question).length > 0)

const leftOut = (label: string, { n, left }: Curve, say: AnalysisWords): string[] =>
  left > 0 ? [say.leftOut(label, left, n + left)] : []

const capWarning = (label: string, { capShare }: Curve, say: AnalysisWords): string[] =>
  capShare > 0.02 ? [say.capped(label, figure(capShare, 'rate'))] : []

function changeOf(name: string, [before, after]: readonly Arm[], say: AnalysisWords): Analysis[] {
  const [was, is] = [before?.questions.get(name), after?.questions.get(name)]
  if (was === undefined || is === undefined) return []
  if (!haveTokens(was, is)) return accuracyAlone(name, was, is, say)
  const joint = jointChange(was, is)
  const ids = new Set(is.map(({ id }) => id))
  const both = was.filter(({ id }) => ids.has(id)).length
  const match = budgetMatch(was, is)
  const { quadrants, delta } = joint
  const other = match.voting === 'before' ? 'after' : 'before'
  const mostVotes = Math.round(match.tokens.vote / joint[match.voting].tokens)
  const canVote = match.reached || mostVotes > 1
  return [
    {
      title: say.joint(name),
      notes: [
        ...(joint.n < both ? [say.pairsLeftOut(both - joint.n, both)] : []),
        say.quadrants(
          joint.n,
          figure(quadrants.betterCheaper, 'rate'),
          figure(quadrants.betterDearer, 'rate'),
          figure(quadrants.worseCheaper, 'rate'),
          figure(quadrants.worseDearer, 'rate'),
        ),
        canVote
          ? say.vote(match.voting, decimal(match.k, 1), other, match.reached ? undefined : mostVotes)
          : say.noVote,
      ],
      tables: [
        {
          header: say.jointHeader,
          rows: [
            [
              say.accuracy,
              figure(joint.before.accuracy, 'rate'),
              figure(joint.after.accuracy, 'rate'),
              difference(delta.accuracy, 'rate'),
              range(delta.accuracyCi95, 'rate'),
            ],
            [
              say.tokens,
              figure(joint.before.tokens, 'tokens'),
              figure(joint.after.tokens, 'tokens'),
              difference(delta.tokens, 'tokens'),
              range(delta.tokensCi95, 'tokens'),
            ],
            ...(canVote
              ? [
                  [
                    say.equal,
                    figure(match.before, 'rate'),
                    figure(match.after, 'rate'),
                    difference(match.delta.value, 'rate'),
                    range(match.delta.ci95, 'rate'),
                  ],
                ]
              : []),
          ],
        },
      ],
      data: { joint, match },
    },
  ]
}

/** Missing counts are no reason to say nothing of what was scored. */
function accuracyAlone(
  name: string,
  was: readonly Question[],
  is: readonly Question[],
  say: AnalysisWords,
): Analysis[] {
  const change = accuracyChange(was, is)
  if (change === undefined) return []
  const { n, before, after, delta } = change
  const cells = [figure(before, 'rate'), figure(after, 'rate'), difference(delta.value, 'rate')]
  return [
    {
      title: say.joint(name),
      notes: [say.noTokens(n)],
      tables: [{ header: say.jointHeader, rows: [[say.accuracy, ...cells, range(delta.ci95, 'rate')]] }],
      data: { accuracy: change },
    },
  ]
}

/** Nothing where resampling found no spread at all. */
const range = ([low, high]: Interval, unit: MetricResult['unit']): string =>
  low < high ? differenceRange([low, high], unit) : '–'
