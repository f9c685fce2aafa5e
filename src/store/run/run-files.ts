import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { messageOf, XevalError } from '../../core/errors.ts'
import { sha256 } from '../../core/hash.ts'
import { Manifest } from '../../core/manifest.ts'
import { RunResult } from '../../core/run-result.ts'
import { shellWords } from '../../core/shell-words.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** Where runs are by default: `.xeval/runs` under the working directory. */
export const RUNS = join('.xeval', 'runs')

export const files = {
  manifest: (dir: string): string => join(dir, 'manifest.json'),
  samples: (dir: string): string => join(dir, 'samples.jsonl'),
  outputs: (dir: string): string => join(dir, 'outputs.jsonl'),
  judgments: (dir: string): string => join(dir, 'judgments.jsonl'),
  scores: (dir: string): string => join(dir, 'scores.jsonl'),
  /** What people said of the answers. */
  ratings: (dir: string): string => join(dir, 'ratings.jsonl'),
  metrics: (dir: string): string => join(dir, 'metrics.json'),
}

/** With its own checksum as the last field: a line that is lost, or a digit that has changed, is no manifest. */
export const writeManifest = (dir: string, manifest: Manifest): Promise<void> =>
  atomicWrite(
    files.manifest(dir),
    JSON.stringify({ ...manifest, checksum: sha256(JSON.stringify(manifest)) }, null, 2) + '\n',
  )

/** Throws for one that is not as it was written; `edited` takes it as it is, as long as it is a manifest. */
export async function readManifest(dir: string, { edited = false } = {}): Promise<Manifest> {
  const path = files.manifest(dir)
  const text = await readFile(path, 'utf8').catch(error => {
    throw new XevalError('no-run', `${dir} is not a run: ${messageOf(error)}`, {
      hint: '`xeval list runs` shows the runs of this folder.',
    })
  })
  try {
    const { checksum, ...written } = z.looseObject({ checksum: z.string().exactOptional() }).parse(JSON.parse(text))
    if (!edited && checksum !== undefined && checksum !== sha256(JSON.stringify(written))) throw changedManifest(dir)
    // Once or twice a process: not worth the code that zod would generate for it.
    return Manifest.parse(written, { jitless: true })
  } catch (cause) {
    if (XevalError.is(cause)) throw cause
    throw new XevalError('bad-manifest', `${path} is not a manifest of this version of xeval: ${messageOf(cause)}`, {
      hint: 'Restore it from a copy, or start a new run.',
      cause,
    })
  }
}

const changedManifest = (dir: string): XevalError =>
  new XevalError('run-changed', `${files.manifest(dir)} does not match its checksum: it was edited or damaged`, {
    hint: `Restore it from a copy. If you edited it and mean it, accept it as it is with \`xeval repair ${shellWords([dir])}\`.`,
    location: { file: files.manifest(dir) },
  })

/** `metrics.json`, where the run has come so far; those that are not what its manifest says are refused. */
export async function readMetrics(dir: string, { scores }: Pick<Manifest, 'scores'>): Promise<RunResult | undefined> {
  const path = files.metrics(dir)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    if (scores?.metrics !== undefined && scores.metrics.sha256 !== sha256(text))
      throw new Error('it has changed since it was written')
    return RunResult.parse(JSON.parse(text), { jitless: true })
  } catch (cause) {
    throw new XevalError('bad-metrics', `${path} cannot be read: ${messageOf(cause)}`, {
      hint: '`xeval score RUN` recomputes the figures from the run.',
      location: { file: path },
      cause,
    })
  }
}

/** Writes a prompt's exact text into the run, under its hash. */
export async function keepPrompt(dir: string, sha256: string, text: string): Promise<void> {
  await makeFolder(join(dir, 'prompts'))
  await atomicWrite(join(dir, 'prompts', `${sha256}.md`), text)
}

/** The runs of a folder, the newest first. */
export async function listRuns(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => join(root, entry.name))
    .sort()
    .reverse()
}

/** A run as the user names it: a folder, seen from `cwd`, an id, or the unambiguous beginning or end of one. */
export async function findRun(root: string, name: string, cwd = '.'): Promise<string> {
  const folder = resolve(cwd, name)
  if (await isRun(folder)) return folder
  const runs = await listRuns(root)
  const exact = runs.find(dir => basename(dir) === name)
  if (exact !== undefined) return exact
  const matches = runs.filter(dir => basename(dir).startsWith(name) || basename(dir).endsWith(name))
  const [match, another] = matches
  if (match !== undefined && another === undefined) return match
  throw new XevalError(
    'no-run',
    another === undefined
      ? `no run ${JSON.stringify(name)} in ${root}`
      : `${JSON.stringify(name)} names ${matches.length} runs in ${root}`,
    { hint: '`xeval list runs` shows them.' },
  )
}

const isRun = (dir: string): Promise<boolean> =>
  readFile(files.manifest(dir)).then(
    () => true,
    () => false,
  )
