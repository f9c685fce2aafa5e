import { type Field, flag, number, Refused, share, text, texts } from '../field.ts'
import { under } from '../option.ts'

const option = under('Estimates')
const between = number('a share between 0 and 1', value => value > 0 && value < 1)

/** A difference in the metric's unit; of rates in points as well: `5pp` is 0.05. */
const size: Field<number, number | `${number}pp`> = value => {
  const points = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?pp$/.exec(value)?.[1] : undefined
  const read = points === undefined ? positive(value) : positive(Number(points) / 100)
  return read instanceof Refused ? new Refused('a difference above 0, such as 5pp or 0.05') : read
}
const positive = number('a number above 0', value => value > 0)

/** A size for all benchmarks, which goes under `*`, or one by benchmark or suite: `5pp`, `flames=0.03`. */
const sizes: Field<Record<string, number>, string | readonly string[]> = value => {
  const given = texts(value)
  if (given instanceof Refused) return given
  const found: Record<string, number> = {}
  for (const entry of given) {
    const at = entry.indexOf('=')
    const read = size(entry.slice(at + 1))
    if (read instanceof Refused) return read
    found[at < 0 ? '*' : entry.slice(0, at)] = read
  }
  return found
}

/** What a plan is made from, and for. */
export const planOptions = {
  from: option('<run>', text, 'earlier run to take token counts, latency and variance from (default: none)', {
    completes: 'run',
  }),
  probe: option(undefined, flag, 'measure tokens and latency on 5 samples per benchmark'),
  effect: option(
    '<size>',
    sizes,
    'difference to detect, such as 5pp or flames=0.03; prints the number of samples (default: none)',
    {
      many: true,
    },
  ),
  power: option('<share>', between, 'power of the plan (default 0.8)'),
  flips: option('<share>', share, 'share of yes/no scores that change between the models (default 20%)'),
  aaFlips: option('<share>', share, 'share that changes if one model is asked twice (default: unknown)'),
}
