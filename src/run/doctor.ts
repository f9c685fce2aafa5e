import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { locateData } from '../sources/locate.ts'
import { locateTemplate } from '../sources/template.ts'
import { type Context, homeOf } from './context.ts'
import { versions } from './host.ts'
import { loadConfig } from './load-config.ts'

export interface Finding {
  what: string
  state: 'ok' | 'absent' | 'problem'
  detail: string
}

/** Says what this machine has, without a request to anybody. */
export async function examine(context: Context): Promise<Finding[]> {
  const { registry, env, cwd } = context
  const { xeval, node, platform } = versions
  const providers = await registry.allProviders()
  const datasets = await Promise.all(registry.names.datasets.map(registry.loadDataset))
  const tokens = datasets.flatMap(({ file }) => ('tokenEnv' in file ? [file.tokenEnv ?? []] : [])).flat()
  return [
    { what: 'xeval', state: 'ok', detail: `${xeval} on Node ${node}, ${platform}` },
    await check('config', async () => `${Object.keys(await loadConfig(cwd)).length} settings`),
    await check('home', () => writable(homeOf(context))),
    await check('runs', () => writable(resolve(cwd, '.xeval'))),
    ...providers.flatMap(({ peer }): Finding[] => {
      if (peer === undefined) return []
      const isThere = peer.isInstalled()
      return [
        {
          what: peer.name,
          state: isThere ? 'ok' : 'absent',
          detail: isThere ? 'installed' : `npm install ${peer.name}`,
        },
      ]
    }),
    ...(await Promise.all(registry.names.datasets.map(name => dataset(name, context)))),
    ...(await Promise.all(registry.names.judges.map(name => template(name, context)))).flat(),
    ...[...new Set([...providers.flatMap(({ keys = [] }) => keys), ...tokens])].map(
      (name): Finding => ({ what: name, state: env[name] ? 'ok' : 'absent', detail: env[name] ? 'set' : 'not set' }),
    ),
  ]
}

async function check(what: string, probe: () => Promise<string>): Promise<Finding> {
  try {
    return { what, state: 'ok', detail: await probe() }
  } catch (error) {
    return { what, state: XevalError.is(error) ? 'problem' : 'absent', detail: messageOf(error).split('\n')[0] ?? '' }
  }
}

async function writable(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
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
  const finding = await check(`template ${name}`, async () => {
    await locateTemplate(name, upstream, homeOf(context))
    return `upstream@${upstream.commit}`
  })
  const missing = finding.state === 'problem' && finding.detail.includes('not at')
  return [missing ? { ...finding, state: 'absent', detail: `xeval pull ${name}` } : finding]
}
