import type { Analysis, AnalysisArm, Row } from 'xeval'
import { type Question, questionsOf } from './answers.ts'
import { budgetMatch, jointChange } from './before-after.ts'
import { accuracyCurve, type Curve } from './curve.ts'
import { svgFigure, textFigure } from './figure.ts'
import { type Table1Row, table1, table1Cell, table1Cells } from './table1.ts'

interface Arm {
  label: string
  /** By benchmark. */
  questions: ReadonlyMap<string, readonly Question[]>
}

/** Accuracy at average output tokens: Table 1, the curve of each benchmark, and what changed jointly between two runs. */
export async function analyse(arms: readonly AnalysisArm[]): Promise<Analysis[]> {
  const read = await Promise.all(arms.map(readArm))
  const names = [...new Set(read.flatMap(({ questions }) => [...questions.keys()]))]
  return [tableOf(read), ...names.flatMap(name => [curveOf(name, read), ...changeOf(name, read)])]
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

function tableOf(arms: readonly Arm[]): Analysis {
  const rows = arms.map(({ label, questions }): Table1Row => {
    const cells = Array.from(questions, ([name, own]) => {
      const curve = accuracyCurve(own)
      const [point] = curve.points
      const cell =
        point &&
        table1Cell(
          { accuracy: point.accuracy, ci95: point.accuracyCi95, n: curve.n, tokens: point.tokens },
          name === 'aime2024' ? 'count' : 'percent',
        )
      return [name, cell]
    })
    return { model: label, ...Object.fromEntries(cells) }
  })
  return {
    title: 'Accuracy at average output tokens (Table 1 of O1 Replication Journey, Part 2)',
    notes: [
      'AIME2024 in questions answered, MATH500 in per cent; intervals: questions resampled, none where all questions are alike. The files beside the report have the published rows too, marked †.',
    ],
    tables: [table1Cells(rows)],
    files: [
      { name: 'table1.md', content: table1(rows, { format: 'markdown', published: true }) },
      { name: 'table1.tex', content: table1(rows, { format: 'latex', published: true }) },
    ],
    data: rows,
  }
}

function curveOf(name: string, arms: readonly Arm[]): Analysis {
  const curves = arms.flatMap(({ label, questions }) => {
    const own = questions.get(name)
    return own === undefined ? [] : [{ name: label, curve: accuracyCurve(own) }]
  })
  return {
    title: `${name}: accuracy of a majority vote against its tokens`,
    notes: curves.flatMap(({ name, curve }) => capWarning(name, curve)),
    tables: [],
    figure: textFigure(curves),
    files: [{ name: `${name}-curve.svg`, content: svgFigure(curves) }],
    data: curves,
  }
}

const capWarning = (label: string, { capShare }: Curve): string[] =>
  capShare > 0.02
    ? [
        `${label}: ${percent(capShare)} of the answers were cut off by the token limit, so the limit is measured too. Raise --max-tokens.`,
      ]
    : []

function changeOf(name: string, [before, after]: readonly Arm[]): Analysis[] {
  const [was, is] = [before?.questions.get(name), after?.questions.get(name)]
  if (was === undefined || is === undefined) return []
  const joint = jointChange(was, is)
  const match = budgetMatch(was, is)
  const { quadrants, delta } = joint
  const other = match.voting === 'before' ? 'after' : 'before'
  const mostVotes = Math.round(match.tokens.vote / joint[match.voting].tokens)
  const canVote = match.reached || mostVotes > 1
  return [
    {
      title: `${name}: accuracy and tokens together`,
      notes: [
        `Paired by question, n=${joint.n}. With the questions resampled, after is more accurate with fewer tokens in ${percent(quadrants.betterCheaper)} of the draws and with more tokens in ${percent(quadrants.betterDearer)}; it is no more accurate with fewer tokens in ${percent(quadrants.worseCheaper)} and with more in ${percent(quadrants.worseDearer)}.`,
        canVote
          ? `Accuracy at equal tokens: ${match.voting} takes a majority vote over ${match.k.toFixed(1)} answers, ${other} gives a single one${match.reached ? '' : `. The run has ${mostVotes} answers, so ${match.voting} spends less than it may`}.`
          : 'Accuracy at equal tokens needs several answers a question: sample them with --epochs.',
      ],
      tables: [
        {
          header: ['', 'before', 'after', 'after − before', '95% interval'],
          rows: [
            [
              'accuracy',
              percent(joint.before.accuracy),
              percent(joint.after.accuracy),
              points(delta.accuracy),
              range(delta.accuracyCi95, signed),
            ],
            [
              'output tokens',
              whole(joint.before.tokens),
              whole(joint.after.tokens),
              signedWhole(delta.tokens),
              range(delta.tokensCi95, signedWhole),
            ],
            ...(canVote
              ? [
                  [
                    'accuracy at equal tokens',
                    percent(match.before),
                    percent(match.after),
                    points(match.delta.value),
                    range(match.delta.ci95, signed),
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

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`
const signed = (share: number): string => withSign((100 * share).toFixed(1))
const points = (share: number): string => `${signed(share)} pp`
const whole = (value: number): string => Math.round(value).toString()
const signedWhole = (value: number): string => withSign(whole(value))
/** A real minus sign, and none before a zero. */
const withSign = (figure: string): string => {
  if (Number(figure) === 0) return figure.replace('-', '')
  return figure.startsWith('-') ? figure.replace('-', '−') : `+${figure}`
}
/** Nothing where resampling found no spread at all. */
const range = ([low, high]: readonly [number, number], show: (value: number) => string): string =>
  low < high ? `[${show(low)}, ${show(high)}]` : '–'
