import type { Remark } from './remark.ts'

/** What has to be looked into before a gate goes by the figures: who answered or judged, or whose answers they are. */
export type DoubtTopic = 'served' | 'cache'

/**
 * Remarks after which a figure may be of another model than it says, the gravest first: a gate refuses runs that have one.
 * The topic is that under which `--allow-diff` lets it pass.
 */
const doubts = {
  'one-model': 'served',
  'all-identical': 'served',
  'server-changed': 'served',
  'several-answered': 'served',
  'another-answered': 'served',
  'not-listed': 'served',
  'judges-differ': 'served',
  'judge-several-answered': 'served',
  'judge-server-changed': 'served',
  'all-cached': 'cache',
  'cached-by-name': 'cache',
} as const satisfies Partial<Record<Remark['code'], DoubtTopic>>

const isDoubt = (code: Remark['code']): code is keyof typeof doubts => Object.hasOwn(doubts, code)
const order = Object.keys(doubts)

/** Nothing for a remark that leaves no doubt about who answered. */
export const doubtTopic = ({ code }: Remark): DoubtTopic | undefined => (isDoubt(code) ? doubts[code] : undefined)

/** The gravest of them: it often says what the others follow from. */
export const gravest = (remarks: readonly Remark[]): Remark | undefined =>
  remarks.toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code))[0]
