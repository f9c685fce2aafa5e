import type { Usage } from '../../core/completion.ts'
import type { JudgmentRecord, OutputRecord } from '../../core/records.ts'
import { describeProgress, type ProgressCounts } from '../../report/describe-progress.ts'
import type { StartedArm } from '../../run/events.ts'
import type { Bars } from './draw-bars.ts'

/** Says on stderr how far a run is: bars on a terminal, a line now and then elsewhere. */
export interface Progress {
  output(arm: number, record: OutputRecord): void
  judgment(arm: number, record: JudgmentRecord): void
  /** A line that stays, above the bars. */
  say(text: string): void
  stop(): void
}

const LINE_MS = 5000

export function makeProgress(arms: readonly StartedArm[], isTerminal: boolean): Progress {
  const startedAt = performance.now()
  const counts = arms.map(
    ({ model: label, total, done }): ProgressCounts => ({
      label,
      total,
      done,
      startedAt,
      before: done,
      errors: 0,
      unscored: 0,
      tokens: 0,
    }),
  )
  const show = isTerminal ? bars(counts) : lines(counts)
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
    say: text => show.say(text),
    stop: () => show.stop(),
  }
}

const line = (text: string): void => void process.stderr.write(`${text}\n`)

/** Drawn anew a few times a second from the counts, so that time left goes on while a slow model thinks. Plain lines until they are loaded. */
function bars(counts: readonly ProgressCounts[]): Bars {
  let drawn: Bars | undefined
  let stopped = false
  void import('./draw-bars.ts').then(({ drawBars }) => {
    if (!stopped) drawn = drawBars(counts)
  })
  return {
    update: () => drawn?.update(),
    say: text => (drawn === undefined ? line(text) : drawn.say(text)),
    stop() {
      stopped = true
      drawn?.stop()
    },
  }
}

function lines(counts: readonly ProgressCounts[]): Bars {
  let last = performance.now()
  let said = false
  const show = (): void => {
    for (const count of counts) line(describeProgress(count, performance.now()))
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
