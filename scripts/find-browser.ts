// A Chromium for the browser tests: the machine's own, or the one that a package of npm brings for Linux on x64.
import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/** A browser's program with the environment that it needs, or why there is none. */
export type FoundBrowser =
  | { path: string; env?: Record<string, string>; missing?: never }
  | { missing: string; path?: never; env?: never }

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
    await promisify(execFile)(packed.path, ['--version'], { env: { ...env, ...packed.env } })
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
async function unpacked(): Promise<{ path: string; env: Record<string, string> }> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const source = join(dirname(entry), '..', '..', 'bin')
  const cache = join(import.meta.dirname, '..', 'node_modules', '.cache')
  const folder = join(cache, 'xeval-chromium')
  const env = { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  const found = { path: join(folder, 'chromium'), env }
  if (existsSync(found.path)) return found
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'chromium-'))
  await inflate(join(source, 'chromium.br'), createWriteStream(join(fresh, 'chromium')))
  await chmod(join(fresh, 'chromium'), 0o755)
  for (const archive of ['al2023.tar', 'fonts.tar']) {
    await inflate(join(source, `${archive}.br`), createWriteStream(join(fresh, archive)))
    await promisify(execFile)('tar', ['-xf', archive], { cwd: fresh })
  }
  await writeFile(join(fresh, 'fonts.conf'), fontsIn(join(folder, 'fonts')))
  await rename(fresh, folder).catch(async error => {
    await rm(fresh, { recursive: true })
    if (!existsSync(found.path)) throw error
  })
  return found
}

/** A machine without any font ends the browser at the first text that it draws. */
const fontsIn = (folder: string): string =>
  `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir></fontconfig>\n`

const inflate = (file: string, to: NodeJS.WritableStream): Promise<void> =>
  pipeline(createReadStream(file), createBrotliDecompress(), to)
