import type { MultiBar, SingleBar } from 'cli-progress'

/** Says on stderr how far a run is: bars on a terminal, a line now and then elsewhere. */
export interface Progress {
  output(arm: number, ok: boolean): void
  judgment(arm: number, ok: boolean): void
  /** A line that stays. */
  say(text: string): void
  stop(): void
}

export interface ProgressArm {
  label: string
  /** Sample epochs in all, and how many of them are judged already. */
  total: number
  done: number
}

interface Counts extends ProgressArm {
  answered: number
  errors: number
}

const LINE_MS = 5000

export async function makeProgress(arms: readonly ProgressArm[], isTerminal = process.stderr.isTTY): Promise<Progress> {
  const counts: Counts[] = arms.map(arm => ({ ...arm, answered: 0, errors: 0 }))
  const show = isTerminal ? await bars(counts) : lines(counts)
  return {
    output(arm, ok) {
      const count = counts[arm]
      if (count === undefined) return
      count.answered++
      if (!ok) {
        count.errors++
        count.done++
      }
      show.update(arm)
    },
    judgment(arm, ok) {
      const count = counts[arm]
      if (count === undefined) return
      count.done++
      if (!ok) count.errors++
      show.update(arm)
    },
    say: show.say,
    stop: show.stop,
  }
}

interface Display {
  update(arm: number): void
  say(text: string): void
  stop(): void
}

async function bars(counts: readonly Counts[]): Promise<Display> {
  const { default: cliProgress } = await import('cli-progress')
  const multi: MultiBar = new cliProgress.MultiBar({
    format: '{label} {bar} {value}/{total}  {rate}/s  {errors} errors  eta {eta_formatted}',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: false,
    stream: process.stderr,
    fps: 8,
  })
  const width = Math.max(...counts.map(({ label }) => label.length))
  const start = performance.now()
  const rateOf = ({ answered }: Counts): string =>
    (answered / Math.max(0.001, (performance.now() - start) / 1000)).toFixed(1)
  const all = counts.map((count): SingleBar => {
    const payload = { label: count.label.padEnd(width), rate: '0.0', errors: 0 }
    return multi.create(count.total, count.done, payload)
  })
  return {
    update(arm) {
      const count = counts[arm]
      if (count !== undefined) all[arm]?.update(count.done, { rate: rateOf(count), errors: count.errors })
    },
    say: text => multi.log(`${text}\n`),
    stop: () => multi.stop(),
  }
}

function lines(counts: readonly Counts[]): Display {
  let last = performance.now()
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  return {
    update() {
      if (performance.now() - last < LINE_MS) return
      last = performance.now()
      say(counts.map(({ label, done, total, errors }) => `${label} ${done}/${total}, ${errors} errors`).join('; '))
    },
    say,
    stop: () => undefined,
  }
}
