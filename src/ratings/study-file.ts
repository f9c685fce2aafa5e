import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
import { canonicalJson, sha256 } from '../core/hash.ts'
import { makeFolder } from '../files/make-folder.ts'
import { type Mode, makeStudy, type RatedAnswer, Study } from './study.ts'
import type { RatingSheet } from './template.ts'

export interface StudyRequest {
  /** The directory of the later run, in which the key is kept, away from the sheets. */
  runDir: string
  mode: Mode
  /** Raters to take in besides those that the study has; none to open a study that must be there. */
  raters: readonly string[]
  answers: readonly RatedAnswer[]
}

/**
 * The study of these answers in this mode: the one that its directory holds, with its secret, or a new one. Other
 * answers are another study, so that sheets and links of an earlier one can't be mistaken for this one's. Throws
 * `no-study` where there is none and no rater to make one for.
 */
export async function openStudy({ runDir, mode, raters, answers }: StudyRequest): Promise<Study> {
  const file = join(runDir, `study-${mode}-${contentHash(answers)}.json`)
  const known = await readStudy(file)
  if (known === undefined && raters.length === 0) {
    throw new XevalError('no-study', 'no rating study exists for these runs yet', {
      hint: 'Write sheets with `xeval ratings template`, or open the page with `xeval rate`',
    })
  }
  const names = [...new Set([...(known?.raters ?? []), ...raters.map(name => name.normalize('NFC').trim())])]
  const secret = known?.secret ?? randomBytes(32).toString('hex')
  const study = makeStudy({ mode, secret, answers, raters: names })
  if (canonicalJson(study) !== canonicalJson(known)) await writePrivate(file, `${JSON.stringify(study, null, 2)}\n`)
  return study
}

/** Writes each rater's CSV and JSONL into a folder, and gives their paths; a sheet that is there already is left alone. */
export async function writeSheets(folder: string, sheets: readonly RatingSheet[]): Promise<string[]> {
  await makeFolder(folder)
  const paths: string[] = []
  for (const [at, { rater, csv, jsonl }] of sheets.entries()) {
    const name = `${String(at + 1).padStart(2, '0')}-${rater.replace(/[^\p{L}\p{N}]+/gu, '-')}`
    for (const [extension, text] of [
      ['csv', csv],
      ['jsonl', jsonl],
    ] as const) {
      const path = join(folder, `${name}.${extension}`)
      await writeNew(path, text)
      paths.push(path)
    }
  }
  return paths
}

async function readStudy(file: string): Promise<Study | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return Study.parse(JSON.parse(text))
  } catch (error) {
    throw new XevalError('study-file', `not a study: ${messageOf(error)}`, {
      location: { file },
      hint: 'Restore the file from a copy: without it, the sheets already handed out cannot be read',
      cause: error,
    })
  }
}

/** The order in which the answers come doesn't count. */
const contentHash = (answers: readonly RatedAnswer[]): string =>
  sha256(
    answers
      .map(one => canonicalJson(one))
      .sort()
      .join('\n'),
  ).slice(0, 12)

/** For its owner's eyes only, and whole or not at all. */
async function writePrivate(file: string, text: string): Promise<void> {
  const copy = `${file}.${process.pid}.tmp`
  const handle = await open(copy, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(copy, file)
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new XevalError('sheet-exists', `${path} already exists and may contain ratings`, {
      location: { file: path },
      hint: 'Write the sheets to another folder, or move that file',
      cause: error,
    })
  })
  await handle.writeFile(text)
  await handle.close()
}
