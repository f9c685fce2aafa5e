import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { canonicalJson, sha256 } from '../core/hash.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { digestOf } from '../files/digest.ts'
import { makeFolder } from '../files/make-folder.ts'
import { files, readManifest } from './run/run-files.ts'

const Baseline = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  /** Relative to this file, so that a cached `.xeval` folder can stand elsewhere. */
  dir: z.string(),
  /** Of what the run's manifest says of the run: a baseline is that very run, not another under its name. */
  manifest: z.string(),
  /** Bytes of the run's logs: nothing is added to a baseline, or taken from it. */
  bytes: z.array(z.int()),
  /** SHA-256 of the logs, and of the ratings where people are the judge. Those of 0.1.0 have none. */
  contents: z.record(z.string(), z.string()).exactOptional(),
})

/** Whether a baseline's run still is what it was. */
export type BaselineState = 'unchanged' | 'changed' | 'gone'

const NAME = /^[\w][\w.-]*$/

/** Names a complete run, to be compared with later. Replaces a baseline of that name. */
export async function setBaseline(root: string, name: string, run: string, dir: string): Promise<void> {
  if (!NAME.test(name)) {
    throw new XevalError('bad-baseline', `${JSON.stringify(name)} is not a valid baseline name`, {
      hint: 'Use letters, digits, dots, hyphens and underscores.',
    })
  }
  const path = pathOf(root, name)
  await makeFolder(root)
  const print = await fingerprint(dir)
  if (print === undefined)
    throw new XevalError('no-run', `${dir} is not a run`, { hint: '`xeval list runs` shows them.' })
  const [manifest] = print.manifests
  const body = {
    schemaVersion: 1,
    run,
    dir: relative(dirname(resolve(path)), resolve(dir)),
    manifest,
    bytes: print.bytes,
    contents: await contentsOf(dir),
  }
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
  const baseline = parse(path, text)
  const state = await stateOf(path, baseline)
  if (state === 'unchanged') return resolve(dirname(path), baseline.dir)
  const what = state === 'gone' ? 'is gone' : 'has changed since'
  throw new XevalError('stale-baseline', `baseline ${name} is run ${baseline.run}, which ${what}`, {
    hint: `Set it again: xeval baseline set ${name} RUN`,
  })
}

export async function listBaselines(root: string): Promise<{ name: string; run: string; state: BaselineState }[]> {
  const entries = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = entries.filter(entry => entry.endsWith('.json')).sort()
  return Promise.all(
    names.map(async file => {
      const path = join(root, file)
      const baseline = parse(path, await readFile(path, 'utf8'))
      return { name: file.slice(0, -'.json'.length), run: baseline.run, state: await stateOf(path, baseline) }
    }),
  )
}

async function stateOf(
  path: string,
  { dir, manifest, bytes, contents }: z.infer<typeof Baseline>,
): Promise<BaselineState> {
  const run = resolve(dirname(path), dir)
  const found = await fingerprint(run)
  if (found === undefined) return 'gone'
  if (!found.manifests.includes(manifest) || found.bytes.join() !== bytes.join()) return 'changed'
  if (contents === undefined) return 'unchanged'
  return canonicalJson(contents) === canonicalJson(await contentsOf(run)) ? 'unchanged' : 'changed'
}

/** What its seal says of its files: whoever reads the run holds them against that. They are read where there is none. */
async function contentsOf(dir: string): Promise<Record<string, string>> {
  const { scores, benchmarks } = await readManifest(dir)
  const contents: Record<string, string> = {}
  for (const log of ['samples', 'outputs', 'judgments'] as const)
    contents[log] = (scores?.[log] ?? (await digestOf(files[log](dir)))).sha256
  if (benchmarks.some(({ card }) => card?.judge.byPeople))
    contents['ratings'] = (await digestOf(files.ratings(dir))).sha256
  return contents
}

/**
 * What tells a run from another: its manifest, and how long its logs are. Nothing where there is no run. Drawing its scores
 * again changes no run, so that what comes of that is left out; baselines of 0.1.0 hold the hash of the whole file instead.
 */
async function fingerprint(dir: string): Promise<{ manifests: [string, string]; bytes: number[] } | undefined> {
  const text = await readFile(files.manifest(dir), 'utf8').catch(ignoreMissing)
  if (text === undefined) return undefined
  const whole = sha256(text)
  const manifests: [string, string] = [await bareHash(dir, whole), whole]
  const logs = [files.samples(dir), files.outputs(dir), files.judgments(dir)]
  const sizes = await Promise.all(logs.map(log => stat(log).then(({ size }) => size, ignoreMissing)))
  return { manifests, bytes: sizes.map(size => size ?? 0) }
}

/** Of the manifest without what scoring adds; of the whole file where it is no manifest any more, which no baseline was. */
async function bareHash(dir: string, whole: string): Promise<string> {
  const manifest = await readManifest(dir).catch((error: unknown) => {
    if (XevalError.is(error)) return undefined
    throw error
  })
  if (manifest === undefined) return whole
  const { scores: _, suiteCard: __, served: ___, usage: ____, counts: _____, benchmarks, ...rest } = manifest
  return sha256(canonicalJson({ ...rest, benchmarks: benchmarks.map(({ card: ______, ...plan }) => plan) }))
}

const ignoreMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

const pathOf = (root: string, name: string): string => join(root, `${name}.json`)

function parse(path: string, text: string): z.infer<typeof Baseline> {
  try {
    return Baseline.parse(JSON.parse(text))
  } catch (cause) {
    throw new XevalError('bad-baseline', `${path} is not a baseline: ${messageOf(cause)}`, {
      hint: 'Delete it and set it again.',
      cause,
    })
  }
}
