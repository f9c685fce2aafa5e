import type { Usage } from '../../core/completion.ts'
import type { JudgmentRecord, OutputRecord } from '../../core/records.ts'
import { describeProgress, type ProgressCounts } from './describe-progress.ts'

/** Says on stderr how far a run is: bars on a terminal, a line now and then elsewhere. */
export interface Progress {
  output(arm: number, record: OutputRecord): void
  judgment(arm: number, record: JudgmentRecord): void
  stop(): void
}

export interface ProgressArm {
  label: string
  /** Sample epochs in all, and how many of them an earlier session finished. */
  total: number
  done: number
}

/** A line on stderr that stays, above the bars where there are some. */
export const notice = (text: string): void => (live === undefined ? line(text) : live.say(text))

let live: Display | undefined
const line = (text: string): void => void process.stderr.write(`${text}\n`)

const LINE_MS = 5000

export async function makeProgress(arms: readonly ProgressArm[], isTerminal = process.stderr.isTTY): Promise<Progress> {
  const startedAt = performance.now()
  const counts = arms.map(
    (arm): ProgressCounts => ({ ...arm, startedAt, before: arm.done, errors: 0, unscored: 0, tokens: 0 }),
  )
  const show = isTerminal ? await bars(counts) : lines(counts)
  live = show
  const spend = (count: ProgressCounts, { inputTokens = 0, outputTokens = 0 }: Usage): void => {
    count.tokens += inputTokens + outputTokens
  }
  return {
    output(arm, { outcome }) {
      const count = counts[arm]
      if (count === undefined) return
      if (outcome.ok) spend(count, outcome.value.usage)
      else {
        count.errors++
        count.done++
      }
      show.update()
    },
    judgment(arm, { outcome, usage }) {
      const count = counts[arm]
      if (count === undefined) return
      spend(count, usage)
      count.done++
      if (!outcome.ok) count.unscored++
      show.update()
    },
    stop() {
      live = undefined
      show.stop()
    },
  }
}

interface Display {
  update(): void
  say(text: string): void
  stop(): void
}

/** Drawn anew a few times a second from the counts, so that time left goes on while a slow model thinks. */
async function bars(counts: readonly ProgressCounts[]): Promise<Display> {
  const { default: cliProgress } = await import('cli-progress')
  const width = Math.max(...counts.map(({ label }) => label.length))
  const multi = new cliProgress.MultiBar({
    format: (_options, _params, { count }: { count: ProgressCounts }) =>
      describeProgress(count, { width, columns: process.stderr.columns }),
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
    stream: process.stderr,
    fps: 4,
  })
  const all = counts.map(count => ({ count, bar: multi.create(count.total, count.done, { count }) }))
  const update = (): void => {
    for (const { count, bar } of all) bar.update(count.done)
  }
  return {
    update,
    say: text => multi.log(`${text}\n`),
    stop() {
      update()
      multi.stop()
    },
  }
}

function lines(counts: readonly ProgressCounts[]): Display {
  let last = performance.now()
  let said = false
  const show = (): void => {
    for (const count of counts) line(describeProgress(count))
  }
  return {
    update() {
      if (performance.now() - last < LINE_MS) return
      last = performance.now()
      said = true
      show()
    },
    say: line,
    stop() {
      if (said) show()
    },
  }
}
