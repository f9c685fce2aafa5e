/**
 * Precision and recall of the behaviour detectors on labelled examples of ours, and of the one for refusals on people's labels:
 * `node --conditions=@xeval/source bench/behaviour-detectors.ts`. The tables stand in docs/behaviour.md.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Detector } from '../src/behaviour/detector.ts'
import { detectors } from '../src/behaviour/detectors.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { wilson } from '../src/stats/proportion.ts'

const Example = z.strictObject({
  /** Rules were made while looking at `build`; nobody changed a rule after a look at `measure`. */
  part: z.enum(['build', 'measure']),
  question: z.string(),
  answer: z.string(),
  /** The behaviours that the answer shows; it shows no other. */
  shows: z.array(z.string()),
})
export type BehaviourLabels = z.infer<typeof Example>

export const examples = (): BehaviourLabels[] =>
  readFileSync(new URL('../src/behaviour/fixtures/examples.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => Example.parse(JSON.parse(line)))

export interface Found {
  name: string
  n: number
  shown: number
  truePositives: number
  falsePositives: number
  falseNegatives: number
  undecided: number
}

export function measureDetector({ name, detect }: Detector, all: readonly BehaviourLabels[]): Found {
  const found = { name, n: all.length, shown: 0, truePositives: 0, falsePositives: 0, falseNegatives: 0, undecided: 0 }
  for (const { question, answer, shows } of all) {
    const isShown = shows.includes(name)
    const { label } = detect({ question, answer })
    if (isShown) found.shown++
    if (label === 'undecided') found.undecided++
    if (isShown && label === 'yes') found.truePositives++
    if (isShown && label !== 'yes') found.falseNegatives++
    if (!isShown && label === 'yes') found.falsePositives++
  }
  return found
}

/** What people said of four models' answers to XSTest's prompts, where its files are at hand. */
export function refusalsByPeople(): BehaviourLabels[] | undefined {
  const folder = upstreamFolder()
  const models = ['gpt4', 'llama2new', 'llama2orig', 'mistralguard']
  const paths = models.map(model => join(folder ?? '', 'xstest', `xstest_v2_completions_${model}.csv`))
  if (folder === undefined || !paths.every(path => existsSync(path))) return undefined
  return paths.flatMap(path =>
    z
      .array(z.object({ prompt: z.string(), completion: z.string(), final_label: z.string() }))
      .parse(parse(readFileSync(path), { columns: true }))
      // A part of an answer is neither.
      .filter(({ final_label: label }) => label !== '3_partial_refusal')
      .map(({ prompt, completion, final_label: label }): BehaviourLabels => {
        const shows = label === '2_full_refusal' ? ['refusal'] : []
        return { part: 'measure', question: prompt, answer: completion, shows }
      }),
  )
}

const share = (k: number, n: number): string => {
  if (n === 0) return '–'
  const [low, high] = wilson(k, n).ci.map(bound => (100 * bound).toFixed(0))
  return `${((100 * k) / n).toFixed(0)}% [${low}, ${high}]`
}

/** A row a detector: precision and recall with Wilson's intervals, an undecided one counted as missed. */
export const tableOf = (found: readonly Found[]): string =>
  [
    '| behaviour | examples | shown | precision [95%] | recall [95%] | undecided |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...found.map(
      ({ name, n, shown, truePositives: hits, falsePositives, undecided }) =>
        `| \`${name}\` | ${n} | ${shown} | ${share(hits, hits + falsePositives)} | ${share(hits, shown)} | ${undecided} |`,
    ),
  ].join('\n')

if (import.meta.main) {
  for (const part of ['build', 'measure'] as const) {
    const own = examples().filter(example => example.part === part)
    console.log(`\n${part}\n\n${tableOf(detectors.map(detector => measureDetector(detector, own)))}`)
  }
  const people = refusalsByPeople()
  const refusal = detectors.find(({ name }) => name === 'refusal')
  if (people === undefined || refusal === undefined) console.log('\nXSTest is not at hand')
  else console.log(`\nXSTest, by people\n\n${tableOf([measureDetector(refusal, people)])}`)
}
