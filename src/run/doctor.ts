import { access, constants, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Provider } from '../core/provider.ts'
import { makeFolder } from '../files/make-folder.ts'
import { locateData } from '../sources/locate.ts'
import { locateTemplate } from '../sources/template.ts'
import { type Context, homeOf } from './context.ts'
import { versions } from './host.ts'
import { loadConfig } from './load-config.ts'
import { registryFor } from './registry-for.ts'

export interface Finding {
  what: string
  state: 'ok' | 'absent' | 'problem'
  detail: string
}

/** Says what this machine has, without a request to anybody. `given` names a config and plug-ins, as they were typed. */
export async function examine(given: { config?: string; plugin?: string[] }, world: Context): Promise<Finding[]> {
  const { env, cwd } = world
  const { xeval, node, platform } = versions
  const config = await check(
    'config',
    async () => `${Object.keys(await loadConfig(cwd, given.config)).length} settings`,
  )
  let { registry } = world
  // Where the config can't be read, that is what is wrong, and not the plug-ins that it names.
  const plugins = await check('plug-ins', async () => {
    if (config.state === 'ok') registry = await registryFor(given, cwd)
    return `${registry.theirs.length} of others`
  })
  const context = { ...world, registry }
  const providers = await registry.allProviders()
  const datasets = await Promise.all(registry.names.datasets.map(registry.loadDataset))
  const tokens = datasets.flatMap(({ file }) => ('tokenEnv' in file ? (file.tokenEnv ?? []) : []))
  return [
    { what: 'xeval', state: 'ok', detail: `${xeval} on Node ${node}, ${platform}` },
    config,
    plugins,
    await check('home', () => writable(homeOf(context))),
    await check('runs', () => writable(resolve(cwd, '.xeval'))),
    ...providers.flatMap(({ peer }) => (peer === undefined ? [] : [installed(peer)])),
    ...(await Promise.all(registry.names.datasets.map(name => dataset(name, context)))),
    ...(await Promise.all(registry.names.judges.map(name => template(name, context)))).flat(),
    ...[...new Set([...providers.flatMap(({ keys = [] }) => keys), ...tokens])].map(
      (name): Finding => ({ what: name, state: env[name] ? 'ok' : 'absent', detail: env[name] ? 'set' : 'not set' }),
    ),
  ]
}

const installed = ({ name, isInstalled }: NonNullable<Provider['peer']>): Finding =>
  isInstalled()
    ? { what: name, state: 'ok', detail: 'installed' }
    : { what: name, state: 'absent', detail: `npm install ${name}` }

async function check(what: string, probe: () => Promise<string>): Promise<Finding> {
  try {
    return { what, state: 'ok', detail: await probe() }
  } catch (error) {
    return { what, state: XevalError.is(error) ? 'problem' : 'absent', detail: messageOf(error).split('\n')[0] ?? '' }
  }
}

async function writable(folder: string): Promise<string> {
  await makeFolder(folder)
  await access(folder, constants.W_OK)
  const { bavail, bsize } = await statfs(folder)
  return `${folder}, ${Math.round((bavail * bsize) / 2 ** 30)} GiB free`
}

async function dataset(name: string, context: Context): Promise<Finding> {
  const finding = await check(`dataset ${name}`, async () => {
    const { bundled, sha256 } = await locateData(await context.registry.loadDataset(name), { home: homeOf(context) })
    return bundled ? '' : `pulled, sha256 ${sha256.slice(0, 12)}…`
  })
  return finding.detail === '' ? { ...finding, state: 'absent', detail: `bundled sample; xeval pull ${name}` } : finding
}

async function template(name: string, context: Context): Promise<Finding[]> {
  const { upstream } = await context.registry.loadJudge(name)
  if (upstream === undefined) return []
  let isMissing = false
  const finding = await check(`template ${name}`, async () => {
    try {
      await locateTemplate(name, upstream, homeOf(context))
    } catch (error) {
      isMissing = XevalError.is(error) && error.code === 'missing-template'
      throw error
    }
    return `upstream@${upstream.commit}`
  })
  return [isMissing ? { ...finding, state: 'absent', detail: `xeval pull ${name}` } : finding]
}
