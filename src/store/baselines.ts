import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { atomicWrite } from './atomic-write.ts'
import { files } from './run-files.ts'

const Baseline = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  /** Relative to this file, so that a cached `.xeval` folder can stand elsewhere. */
  dir: z.string(),
  /** Of the run's manifest: a baseline is that very run, not another under its name. */
  manifest: z.string(),
})

const NAME = /^[\w][\w.-]*$/

/** Names a complete run, to be compared with later. Replaces a baseline of that name. */
export async function setBaseline(root: string, name: string, run: string, dir: string): Promise<void> {
  if (!NAME.test(name)) {
    throw new XevalError('bad-baseline', `${JSON.stringify(name)} is not a baseline's name`, {
      hint: 'Letters, digits, dots, hyphens and underscores.',
    })
  }
  const path = pathOf(root, name)
  await mkdir(root, { recursive: true })
  const manifest = sha256(await readFile(files.manifest(dir)))
  const body = { schemaVersion: 1, run, dir: relative(dirname(resolve(path)), resolve(dir)), manifest }
  await atomicWrite(path, JSON.stringify(body, null, 2) + '\n')
}

/** The folder of a baseline's run; nothing where there is no baseline of that name. Throws where the run is not what it was. */
export async function findBaseline(root: string, name: string): Promise<string | undefined> {
  if (!NAME.test(name)) return undefined
  const path = pathOf(root, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const { dir, run, manifest } = parse(path, text)
  const folder = resolve(dirname(path), dir)
  const found = await readFile(files.manifest(folder)).then(sha256, () => undefined)
  if (found === manifest) return folder
  throw new XevalError(
    'stale-baseline',
    `baseline ${name} is run ${run}, which ${found === undefined ? 'is gone' : 'was changed since'}`,
    {
      hint: `Name another: xeval baseline set ${name} RUN`,
    },
  )
}

export async function listBaselines(root: string): Promise<{ name: string; run: string }[]> {
  const entries = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = entries.filter(entry => entry.endsWith('.json')).sort()
  return Promise.all(
    names.map(async file => ({
      name: file.slice(0, -'.json'.length),
      run: parse(join(root, file), await readFile(join(root, file), 'utf8')).run,
    })),
  )
}

const pathOf = (root: string, name: string): string => join(root, `${name}.json`)

function parse(path: string, text: string): z.infer<typeof Baseline> {
  try {
    return Baseline.parse(JSON.parse(text))
  } catch (cause) {
    throw new XevalError('bad-baseline', `${path} is not a baseline: ${messageOf(cause)}`, {
      hint: 'Delete it, and set it again.',
      cause,
    })
  }
}
