import { type BehaviourInput, said } from 'xeval'
import { behaviourWords, difference, differenceRange, judgedBy, type Words } from 'xeval/report'
import type { ArmRow, ArmsTable } from './arms-table.ts'
import { interval, value } from './cells.ts'
import { type Engine, tex } from './escape.ts'

/** Behaviours as rows, benchmark after benchmark; before, after and the change as columns. */
export function behaviourArms({ behaviour }: BehaviourInput, words: Words, engine: Engine): ArmsTable {
  const say = behaviourWords[words.language]
  const isPair = behaviour.runs.length === 2
  const rows = behaviour.benchmarks.flatMap(({ name, behaviours }, at) =>
    behaviours.map(({ title, unit, arms, delta }, i): ArmRow => {
      const changed =
        delta === undefined
          ? { text: '--' }
          : {
              text: tex(difference(delta.value, unit).replace(' pp', ''), engine),
              detail: tex(differenceRange(delta.ci95, unit), engine),
            }
      return {
        label: tex(`${name}${words.colon}${said(title, words.language)}`, engine),
        ruled: i === 0 && at > 0,
        cells: [
          ...arms.map(arm =>
            arm.n === 0
              ? { text: '--' }
              : { text: value(arm.value, unit), detail: interval(arm.value, arm.ci95, unit) },
          ),
          ...(isPair ? [changed] : []),
          { text: `${arms[0]?.n ?? 0}` },
        ],
      }
    }),
  )
  const columns = isPair ? [words.before, words.after, '$\\Delta$', '$n$'] : [words.value, '$n$']
  return {
    caption: tex(`${behaviour.suite}${words.colon}${say.title}`, engine),
    columns: columns.map(name => ({ domain: '', name: name.startsWith('$') ? name : tex(name, engine) })),
    rows,
    notes: [
      behaviour.runs.some(({ demo }) => demo) ? `\\textbf{${tex(words.demo, engine)}}` : '',
      tex(isPair ? say.note : say.noteAlone, engine),
      tex(judgedBy(behaviour, words), engine),
      ...behaviour.differences.map(text => tex(text, engine)),
    ],
  }
}
