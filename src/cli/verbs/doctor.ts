import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, XevalError } from '../../core/errors.ts'
import { loadDataset, loadJudge, names } from '../../registry/plugins.ts'
import { loadConfig } from '../../run/load-config.ts'
import { version } from '../../run/version.ts'
import { xevalHome } from '../../sources/home.ts'
import { locateData } from '../../sources/locate.ts'
import { locateTemplate } from '../../sources/template.ts'
import type { Verb } from '../program.ts'

interface Finding {
  what: string
  state: 'ok' | 'absent' | 'problem'
  detail: string
}

/** Says what this machine has, without a request to anybody. Exit code 2 where something is broken rather than absent. */
const doctor: Verb = async (_, { json }) => {
  const home = xevalHome(process.env)
  const findings = [
    {
      what: 'xeval',
      state: 'ok',
      detail: `${version} on Node ${process.version}, ${process.platform}-${process.arch}`,
    } as const,
    await check('config', async () => `${Object.keys(await loadConfig(process.cwd())).length} settings`),
    await check('home', () => writable(home)),
    await check('runs', () => writable(join(process.cwd(), '.xeval'))),
    await check('node-llama-cpp', async () => {
      import.meta.resolve('node-llama-cpp')
      return 'installed'
    }),
    ...(await Promise.all(names.datasets.map(name => dataset(name, home)))),
    ...(await Promise.all(names.judges.map(name => template(name, home)))).flat(),
    ...['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'HF_TOKEN'].map(
      (name): Finding => ({
        what: name,
        state: process.env[name] ? 'ok' : 'absent',
        detail: process.env[name] ? 'set' : 'not set',
      }),
    ),
  ]
  process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : asText(findings))
  return findings.some(({ state }) => state === 'problem') ? 2 : 0
}
export default doctor

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

async function dataset(name: string, home: string): Promise<Finding> {
  const finding = await check(`dataset ${name}`, async () => {
    const { bundled, sha256 } = await locateData(await loadDataset(name), { home })
    return bundled ? '' : `pulled, sha256 ${sha256.slice(0, 12)}…`
  })
  return finding.detail === '' ? { ...finding, state: 'absent', detail: `bundled sample; xeval pull ${name}` } : finding
}

async function template(name: string, home: string): Promise<Finding[]> {
  const { upstream } = await loadJudge(name)
  if (upstream === undefined) return []
  const finding = await check(`template ${name}`, async () => {
    await locateTemplate(name, upstream, home)
    return `upstream@${upstream.commit}`
  })
  const missing = finding.state === 'problem' && finding.detail.includes('not at')
  return [missing ? { ...finding, state: 'absent', detail: `xeval pull ${name}` } : finding]
}

function asText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length))
  return findings.map(({ what, state, detail }) => `${state.padEnd(7)}  ${what.padEnd(width)}  ${detail}\n`).join('')
}
