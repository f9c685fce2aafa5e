import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server in a process of its own, which can be killed like one and started again in the same place. */
export interface RealServer {
  url: string
  start(): Promise<void>
  kill(): Promise<void>
}

export function llamaServer(file: string, port: number): RealServer {
  const program = join(import.meta.dirname, '../llama-server.ts')
  const args = ['--conditions=@xeval/source', program, file, String(port), '1']
  return realServer(process.execPath, args, `http://127.0.0.1:${port}`, '/v1/models')
}

/** LiteLLM's proxy in front of it; `hosted_vllm` is its name for any server that speaks Chat Completions. */
export async function gateway(
  litellm: string,
  port: number,
  behind: { url: string; file: string },
): Promise<RealServer> {
  const config = join(await mkdtemp(join(tmpdir(), 'xeval-litellm-')), 'config.yaml')
  const params = { model: `hosted_vllm/${basename(behind.file)}`, api_base: `${behind.url}/v1`, api_key: 'none' }
  // JSON is YAML.
  await writeFile(config, JSON.stringify({ model_list: [{ model_name: 'smol', litellm_params: params }] }))
  const args = ['--config', config, '--host', '127.0.0.1', '--port', String(port)]
  return realServer(litellm, args, `http://127.0.0.1:${port}`, '/health/readiness')
}

/** Made anew for each gateway: LiteLLM does not start without one. */
export const gatewayKey = `sk-${randomBytes(16).toString('hex')}`

function realServer(program: string, args: readonly string[], url: string, ready: string): RealServer {
  let child: ChildProcess | undefined
  let said = ''
  const start = async (): Promise<void> => {
    const env = { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_MASTER_KEY: gatewayKey }
    const started = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let failed: Error | undefined
    started.once('error', error => {
      failed = error
    })
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk).slice(-4000)
      })
    child = started
    for (let i = 0; i < 600; i++) {
      if (failed || started.exitCode !== null)
        throw new Error(`${program} did not start; is it installed? ${failed?.message ?? said}`)
      if (await isReady(url + ready)) return
      await sleep(200)
    }
    throw new Error(`${program} was not ready after two minutes: ${said}`)
  }
  const kill = async (): Promise<void> => {
    const dying = child
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise(resolve => dying.once('exit', resolve))
    dying.kill('SIGKILL')
    await gone
  }
  return { url, start, kill }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(url).then(
    response => response.ok,
    () => false,
  )
