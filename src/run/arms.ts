import { fileURLToPath } from 'node:url'
import { XevalError } from '../core/errors.ts'
import type { Model } from '../core/provider.ts'
import type { Suite } from '../core/suite.ts'
import { at, type Context } from './context.ts'
import type { Settings } from './settings.ts'

export type Role = 'before' | 'after' | 'only'

/** Which models a run takes. With none named it is the demonstration. */
export function armsOf(settings: Settings): { role: Role; ref: string }[] {
  const { model, before, after } = settings
  if (model !== undefined) {
    if (before === undefined && after === undefined) return [{ role: 'only', ref: model }]
    throw new XevalError('bad-option', '--model cannot be combined with --before and --after', {
      hint: 'Pass --model REF for one model, or --before REF --after REF to compare two.',
    })
  }
  if (before === undefined && after === undefined) {
    return [
      { role: 'before', ref: 'demo/before' },
      { role: 'after', ref: 'demo/after' },
    ]
  }
  if (before !== undefined && after !== undefined) {
    return [
      { role: 'before', ref: before },
      { role: 'after', ref: after },
    ]
  }
  throw new XevalError(
    'bad-option',
    `--${before === undefined ? 'after' : 'before'} needs --${before === undefined ? 'before' : 'after'}`,
    {
      hint: 'Pass both, or --model REF for one model.',
    },
  )
}

export const isDemo = (ref: string): boolean => ref === 'demo/before' || ref === 'demo/after'

/** Opens a model; `demo/…` is the suite's recorded answers. `ofManifest`: only the files of a run name its address. */
export async function openArm(
  ref: string,
  suite: Suite,
  settings: Settings,
  connections: number,
  { registry, env, cwd }: Context,
  ofManifest: boolean,
): Promise<Model> {
  if (isDemo(ref)) {
    const file = suite.demo?.[ref === 'demo/before' ? 'before' : 'after']
    if (file !== undefined)
      return (await import('../models/replay/open-replay.ts')).openReplay(fileURLToPath(file), ref)
    throw new XevalError('no-demo', `suite ${suite.name} has no recorded demonstration`, {
      hint: 'Pass a model: --model REF, or --before REF --after REF.',
    })
  }
  return registry.openModel(ref, {
    api: settings.api ?? 'chat',
    ...(settings.template !== undefined && { template: at({ cwd }, settings.template) }),
    ...transportOf(settings, { cwd, ofManifest }),
    connections,
    env,
    cwd,
  })
}

/** Opens a judge's model: the same REFs, its own API. */
export const openJudgeModel = (
  ref: string,
  settings: Settings,
  connections: number,
  { registry, env, cwd }: Context,
  ofManifest: boolean,
): Promise<Model> =>
  registry.openModel(ref, {
    api: settings.judgeApi ?? 'chat',
    ...transportOf(settings, { cwd, ofManifest }),
    connections,
    env,
    cwd,
  })

const transportOf = (
  { timeout = 600, idleTimeout, stream = 'auto', apiKeyEnv = [], insecure }: Settings,
  place: Place,
) => ({
  keys: {
    byHost: Object.fromEntries(apiKeyEnv.map(pair => boundIn(pair, place))),
    insecure: insecure === true,
    ofManifest: place.ofManifest,
  },
  stream,
  timeoutMs: timeout * 1000,
  ...(idleTimeout !== undefined && { idleTimeoutMs: idleTimeout * 1000 }),
})

interface Place extends Pick<Context, 'cwd'> {
  ofManifest: boolean
}

/** `HOST=NAME` or `HOST=@FILE`, in two; the file from where the command was given. */
function boundIn(pair: string, { cwd }: Place): [string, string] {
  const end = pair.indexOf('=')
  const name = pair.slice(end + 1)
  return [pair.slice(0, end), name.startsWith('@') ? `@${at({ cwd }, name.slice(1))}` : name]
}
