import { type IdentityChange, identityChanges, knownAfter } from '../core/identity.ts'
import type { Manifest } from '../core/manifest.ts'
import type { ModelIdentity } from '../core/provider.ts'
import type { Remark } from '../core/remark.ts'
import { isSameModel } from '../core/served-name.ts'
import type { Origins } from './origins.ts'
import { distinctModels, judgeRemarks, judgesDiffer } from './who-judged.ts'

/** What a manifest says of who was to answer a run, and what its files say of who did. */
export type Answered = Manifest & Origins

/** What is to be said of one run. */
export const runWarnings = (run: Answered): Remark[] => [
  ...servedRemarks(run),
  ...listedRemarks(run),
  ...changeRemarks(run),
  ...judgeRemarks(run),
  ...cacheRemarks(run),
  ...droppedRemarks(run),
]

/** What is to be said of two: of each, and of both together. */
export const pairWarnings = (before: Answered, after: Answered): Remark[] => [
  ...runWarnings(before).map(inArm('before')),
  ...runWarnings(after).map(inArm('after')),
  ...oneModel(before, after),
  ...judgesDiffer(before, after),
]

const inArm =
  (arm: 'before' | 'after') =>
  ({ code, values }: Remark): Remark => ({ code, values: { arm, ...values } })

/** Recorded answers carry the name of their file, so that nothing can be told from it. */
const isRecorded = ({ model }: Pick<Manifest, 'model'>): boolean => model.provider === 'replay'

function servedRemarks(run: Answered): Remark[] {
  if (isRecorded(run)) return []
  const { model, sessions, served } = run
  const of = answersOf(run)
  // What a listed name stands for, by the server's own word: an alias for a dated name, `root` for a path.
  const aliased = sessions.flatMap(({ identity }) => (identity?.listed === false ? [] : [identity?.fingerprint]))
  const known = [model.name, ...aliased]
  const others = Object.entries(served).filter(
    ([name]) => !known.some(own => own !== undefined && isSameModel(own, name)),
  )
  const names = distinctModels(Object.keys(served))
  return [
    ...others.map(
      ([name, n]): Remark => ({ code: 'another-answered', values: { asked: model.name, served: name, n, of } }),
    ),
    ...(names.length > 1 ? [{ code: 'several-answered', values: { served: names.join(', ') } } as const] : []),
  ]
}

function listedRemarks({ sessions }: Answered): Remark[] {
  const { model = '', lists = [] } = sessions.find(({ identity }) => identity?.listed === false)?.identity ?? {}
  return lists.length === 0 ? [] : [{ code: 'not-listed', values: { asked: model, listed: lists.join(', ') } }]
}

/** What a server said of its model, when, and how many answers were there by then. */
interface ServerWord {
  at: string
  identity: ModelIdentity
  answers?: number
}

/** All that the server said of its model, in order. */
export const serverWords = (sessions: Manifest['sessions']): ServerWord[] =>
  sessions.flatMap(({ startedAt, identity, answers, changes = [] }) => [
    ...(identity === undefined ? [] : [{ at: startedAt, identity, ...(answers !== undefined && { answers }) }]),
    ...changes,
  ])

/** Each time that the server said something else of the model than before, within a session or from one to the next. */
export function serverChanges({
  sessions,
}: Pick<Manifest, 'sessions'>): (IdentityChange & Omit<ServerWord, 'identity'>)[] {
  let known: ModelIdentity | undefined
  return serverWords(sessions).flatMap(({ identity, ...when }) => {
    const changes = known === undefined ? [] : identityChanges(known, identity).slice(0, 1)
    known = known === undefined ? identity : knownAfter(known, identity)
    return changes.map(change => ({ ...when, ...change }))
  })
}

/** With how many answers are of the model from before it, and how many of the one since. */
function changeRemarks(run: Answered): Remark[] {
  const all = answersOf(run)
  return serverChanges(run).map(({ answers, ...change }): Remark => {
    const old = answers === undefined ? undefined : Math.min(answers, all)
    return { code: 'server-changed', values: { ...change, ...(old !== undefined && { old, new: all - old }) } }
  })
}

const answersOf = ({ served }: Answered): number => Object.values(served).reduce((sum, n) => sum + n, 0)

function cacheRemarks(run: Answered): Remark[] {
  const { sessions, benchmarks, otherRuns } = run
  if (otherRuns === undefined) return []
  const { answers, judgments } = otherRuns
  const all = answersOf(run)
  const isNamed = answers > 0 && !sessions.every(({ identity }) => identity?.weights !== undefined)
  const isJudgeNamed =
    judgments > 0 && benchmarks.some(({ judge }) => judge.model !== undefined && judge.weights === undefined)
  return [
    ...(answers > 0 && answers >= all ? [{ code: 'all-cached', values: { n: answers } } as const] : []),
    { code: isNamed || isJudgeNamed ? 'cached-by-name' : 'cached-by-weights', values: { answers, judgments } },
  ]
}

/** What was asked for and could not be had. */
const droppedRemarks = ({ counts }: Answered): Remark[] =>
  [
    { code: 'refused-parameters', names: counts?.dropped?.model ?? {} } as const,
    { code: 'judge-refused-parameters', names: counts?.dropped?.judge ?? {} } as const,
  ].flatMap(({ code, names }): Remark[] => {
    const listed = Object.keys(names).join(', ')
    return listed === '' ? [] : [{ code, values: { names: listed, n: Math.max(...Object.values(names)) } }]
  })

/**
 * Whether two runs were meant as two models. Two runs under one name, one after the other, are what a nightly is: only runs
 * that were asked for by two names, or made side by side, can be.
 */
export const meantAsTwo = (before: Manifest, after: Manifest): boolean =>
  before.id !== after.id && (before.pair?.with === after.id || before.model.name !== after.model.name)

/** Whether both runs' servers name the same thing as what they serve. */
export const sameFingerprint = (before: Manifest, after: Manifest): boolean =>
  statesSame(lastIdentity(before), lastIdentity(after))

/** Whether one model stands behind both arms. */
function oneModel(before: Answered, after: Answered): Remark[] {
  if (before.id === after.id || isRecorded(before) || isRecorded(after) || before.demo) return []
  const [a, b] = [lastIdentity(before), lastIdentity(after)]
  const sideBySide = before.pair?.with === after.id
  const twoNames = before.model.name !== after.model.name
  const oneServer = before.model.baseUrl !== undefined && before.model.baseUrl === after.model.baseUrl
  const weights = a.weights !== undefined && a.weights === b.weights ? a.weights : undefined
  if (!meantAsTwo(before, after)) return weights === undefined ? [] : [{ code: 'same-weights', values: { weights } }]
  const served = sameServed(before, after)
  const isOne =
    weights !== undefined ||
    (served !== undefined && ((oneServer && sideBySide) || (twoNames && !statesOther(a, b)))) ||
    (sideBySide && oneServer && (statesSame(a, b) || listsOnly(a, b) !== undefined))
  if (!isOne) return []
  return [
    {
      code: 'one-model',
      values: { served: served ?? listsOnly(a, b) ?? weights ?? a.fingerprint ?? before.model.name },
    },
  ]
}

const lastIdentity = ({ model, sessions }: Manifest): ModelIdentity => {
  const { name, fingerprint } = model
  const named = { model: name, ...(fingerprint !== undefined && { fingerprint }) }
  return sessions.findLast(({ identity }) => identity !== undefined)?.identity ?? named
}

/** The one name under which all answers of both came. */
function sameServed(before: Answered, after: Answered): string | undefined {
  const names = [before, after].map(({ served }) => distinctModels(Object.keys(served)))
  const [[a, ...moreA] = [], [b, ...moreB] = []] = names
  if (a === undefined || b === undefined || moreA.length + moreB.length > 0) return undefined
  return a.toLowerCase() === b.toLowerCase() ? a : undefined
}

/** A path or a size that differs is word of two models; one that is equal on two machines is not word of one. */
const statesOther = (a: ModelIdentity, b: ModelIdentity): boolean =>
  identityChanges(a, b).some(({ what }) => what !== 'model' && what !== 'listed' && what !== 'created')

const statesSame = (a: ModelIdentity, b: ModelIdentity): boolean =>
  a.fingerprint !== undefined && a.fingerprint === b.fingerprint && !statesOther(a, b)

/** The one model that a server has, where it lists neither of the names that it was asked for. */
function listsOnly(a: ModelIdentity, b: ModelIdentity): string | undefined {
  const [only, ...more] = a.lists ?? []
  return a.model !== b.model && more.length === 0 && b.lists?.length === 1 && b.lists[0] === only ? only : undefined
}
