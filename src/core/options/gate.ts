import type { Field } from '../field.ts'
import { flag, isRecord, Refused, text } from '../field.ts'
import type { GatePolicy } from '../gate-policy.ts'
import { under } from '../option.ts'

const option = under('Gate')

/** What a run is held against, and how. */
export const gateOptions = {
  against: option('<run>', text, 'run or baseline to compare with (required)', { completes: 'baseline' }),
  setIfMissing: option(
    undefined,
    flag,
    'on the first night make the run the baseline that --against names, and exit 0',
  ),
  policy: option('<file>', text, 'tiers and limits per benchmark, as YAML or JSON (default: `gate` of the config)', {
    completes: 'file',
  }),
  sequential: option(undefined, flag, 'keep the error rates over all nights against a baseline, not per night'),
  aa: option('<run>', text, 'repeat made by `run --aa`; widens the intervals by its noise (default: none)', {
    completes: 'run',
  }),
  junit: option('<file>', text, 'write JUnit XML to FILE as well', { completes: 'file' }),
}

/** The policy as an object. That it is one is all that is checked before a gate needs it: its schema takes long to load. */
const policyObject: Field<Readonly<Record<string, unknown>>, GatePolicy> = value =>
  isRecord(value) ? value : new Refused('an object with `benchmarks`')

export const gateConfigOption = option(
  '<policy>',
  policyObject,
  'what `xeval gate` holds a run against (default: all benchmarks critical)',
)
