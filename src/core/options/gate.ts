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
    'if the baseline named by --against does not exist, make this run the baseline and exit 0',
  ),
  policy: option('<file>', text, 'tiers and limits per benchmark, as YAML or JSON (default: `gate` in the config)', {
    completes: 'file',
  }),
  sequential: option(
    undefined,
    flag,
    'control the error rates over all nights against one baseline, instead of per night',
  ),
  aa: option('<run>', text, 'repeated run made by `run --aa`; its noise widens the intervals (default: none)', {
    completes: 'run',
  }),
  junit: option('<file>', text, 'also write JUnit XML to FILE', { completes: 'file' }),
}

/** The policy as an object. That it is one is all that is checked before a gate needs it: its schema takes long to load. */
const policyObject: Field<Readonly<Record<string, unknown>>, GatePolicy> = value =>
  isRecord(value) ? value : new Refused('an object with `benchmarks`')

export const gateConfigOption = option(
  '<policy>',
  policyObject,
  'policy of `xeval gate` (default: all benchmarks critical)',
)
