import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { ModelIdentity } from '../core/provider.ts'
import { builtIn } from '../registry/built-in.ts'
import { generateRequest, mockModel } from '../testing/index.ts'
import { makeAnswerCaches } from './answer-caches.ts'
import { type Context, makeContext } from './context.ts'

let context: Context
beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'xeval-home-'))
  context = makeContext({ registry: builtIn, env: { XEVAL_HOME: home } })
})

const model = mockModel(() => 'unused')
const named: ModelIdentity = { model: 'm', fingerprint: '/path/of/weights' }
const digested: ModelIdentity = { model: 'm', fingerprint: 'sha256:1', weights: 'sha256:1' }
const asked = generateRequest('How many legs has a cow?')
const four = { text: 'four', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 1 } as const

interface Session {
  run: string
  identity: ModelIdentity
  cache?: boolean
  keeps?: boolean
  doubts?: boolean
}

/** What a session of a run is given before it keeps an answer of its own. */
async function session({ run, identity, cache, keeps, doubts }: Session): Promise<object | undefined> {
  const caches = makeAnswerCaches(context, cache === undefined ? {} : { cache })
  const { cache: view } = await caches.of(model, identity, { api: 'chat', arm: 0 })
  caches.belongTo([run])
  const found = view?.get(asked)
  if (keeps) view?.put(asked, four)
  if (doubts) caches.doubt(0)
  await caches.close()
  return found
}

test('a run that is resumed is given its own answers, and another run is not', async () => {
  await session({ run: 'a', identity: named, keeps: true })
  expect(await session({ run: 'a', identity: named })).toEqual({ completion: four })
  expect(await session({ run: 'b', identity: named })).toBeUndefined()
  expect(await session({ run: 'b', identity: named, cache: true })).toEqual({ completion: four, from: 'a' })
  expect(await session({ run: 'a', identity: named, cache: false })).toBeUndefined()
})

test('a run of the same weights is given them, with the name of the run that asked', async () => {
  await session({ run: 'a', identity: digested, keeps: true })
  expect(await session({ run: 'b', identity: digested })).toEqual({ completion: four, from: 'a' })
  const others: ModelIdentity = { ...digested, fingerprint: 'sha256:2', weights: 'sha256:2' }
  expect(await session({ run: 'b', identity: others, cache: true })).toBeUndefined()
})

test('what a server gave that was not what it said is given to nobody', async () => {
  await session({ run: 'a', identity: digested, keeps: true, doubts: true })
  expect(await session({ run: 'b', identity: digested })).toBeUndefined()
  expect(await session({ run: 'b', identity: digested, cache: true })).toBeUndefined()
})

test('the arms of a pair are given none of each other’s answers, a judge those of both', async () => {
  const caches = makeAnswerCaches(context, {})
  const [before] = [await caches.of(model, named, { api: 'chat', arm: 0 })]
  caches.belongTo(['a', 'b'])
  before.cache?.put(asked, four)
  await caches.close()
  const again = makeAnswerCaches(context, {})
  const after = await again.of(model, named, { api: 'chat', arm: 1 })
  const judge = await again.of(model, named, { api: 'chat' })
  again.belongTo(['a', 'b'])
  expect(after.cache?.get(asked)).toBeUndefined()
  expect(judge.cache?.get(asked)).toEqual({ completion: four })
  await again.close()
})
