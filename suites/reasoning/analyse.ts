import type { Analysis, AnalysisArm, Language, Row } from 'xeval'
import { type AnalysisWords, analysisWords } from './analysis-words.ts'
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
    title: say.table1,
    notes: [say.table1Note],
    tables: [{ header: say.table1Header, rows: table1Cells(rows) }],
    files: [
      { name: 'table1.md', content: table1(rows, { format: 'markdown', published: true }) },
      { name: 'table1.tex', content: table1(rows, { format: 'latex', published: true }) },
    ],
    data: rows,
  }
}

function curveOf(name: string, arms: readonly Arm[], say: AnalysisWords): Analysis {
  const curves = arms.flatMap(({ label, questions }) => {
    const own = questions.get(name)
    return own === undefined ? [] : [{ name: label, curve: accuracyCurve(own) }]
  })
  return {
    title: say.curve(name),
    notes: curves.flatMap(({ name, curve }) => capWarning(name, curve, say)),
    tables: [],
    figure: textFigure(curves, say),
    files: [{ name: `${name}-curve.svg`, content: svgFigure(curves) }],
    data: curves,
  }
}

const capWarning = (label: string, { capShare }: Curve, say: AnalysisWords): string[] =>
  capShare > 0.02 ? [say.capped(label, percent(capShare))] : []

function changeOf(name: string, [before, after]: readonly Arm[], say: AnalysisWords): Analysis[] {
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
      title: say.joint(name),
      notes: [
        say.quadrants(
          joint.n,
          percent(quadrants.betterCheaper),
          percent(quadrants.betterDearer),
          percent(quadrants.worseCheaper),
          percent(quadrants.worseDearer),
        ),
        canVote ? say.vote(match.voting, match.k.toFixed(1), other, match.reached ? undefined : mostVotes) : say.noVote,
      ],
      tables: [
        {
          header: say.jointHeader,
          rows: [
            [
              say.accuracy,
              percent(joint.before.accuracy),
              percent(joint.after.accuracy),
              points(delta.accuracy),
              range(delta.accuracyCi95, signed),
            ],
            [
              say.tokens,
              whole(joint.before.tokens),
              whole(joint.after.tokens),
              signedWhole(delta.tokens),
              range(delta.tokensCi95, signedWhole),
            ],
            ...(canVote
              ? [
                  [
                    say.equal,
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
