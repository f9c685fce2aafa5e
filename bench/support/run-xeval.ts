import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BenchServer, measure, type Taken } from './measure.ts'

export const main = join(import.meta.dirname, '../../dist/src/cli/main.js')

/** The question that every runner asks. */
export const questionOf = (i: number): string =>
  `Question ${i}: how does the river below the old mill turn its wheel number ${i}?`

/** A data folder of so many questions. */
export async function makeData(folder: string, samples: number): Promise<string> {
  await mkdir(join(folder, 'wildsafety'), { recursive: true })
  const lines = Array.from({ length: samples }, (_, i) =>
    JSON.stringify({ query: questionOf(i), category: `c${i % 3}`, language: 'en' }),
  )
  await writeFile(join(folder, 'wildsafety/wildsafety.jsonl'), `${lines.join('\n')}\n`)
  return folder
}

export interface XevalRun {
  data: string
  /** Requests in flight at most: half of them the model's, half the judge's. */
  n: number
  /** An empty folder for its runs. */
  work: string
  /** Where its cache is; a new one in `work` unless it is to find another's answers. */
  home?: string
  /** `old` for a version that knows neither `--stream` nor `--cache`. @default 'off' */
  stream?: 'on' | 'off' | 'old'
  /** Another build's `main.js`. */
  build?: string
}

/** One whole command: each sample is asked and judged. */
export function runXeval(
  { url }: Pick<BenchServer, 'url'>,
  { data, n, work, home, stream = 'off', build = main }: XevalRun,
): Promise<Taken> {
  const half = String(Math.ceil(n / 2))
  const pace = ['--concurrency', half, '--judge-concurrency', half, '--limit', 'all']
  const models = ['--model', `${url}#mock`, '--judge', `safety-llm=${url}#judge`]
  const places = ['--data', data, '--out', join(work, 'runs')]
  // The mock states no digest of its weights, so that another run's answers have to be asked for.
  const cache = home === undefined || stream === 'old' ? [] : ['--cache']
  const streaming = stream === 'old' ? [] : ['--stream', stream]
  return measure([build, 'run', 'wildsafety', ...models, ...pace, ...places, ...streaming, ...cache], {
    XEVAL_HOME: home ?? join(work, 'home'),
  })
}
