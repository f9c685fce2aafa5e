import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { LeaderboardInput } from '../core/report.ts'
import { shellWords } from '../core/shell-words.ts'
import type { Language } from '../core/wording.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { leaderboardWords } from '../report/document/leaderboard-words.ts'
import { figure } from '../report/figures.ts'
import { oneLine } from '../report/one-line.ts'
import { readText } from '../sources/read-text.ts'
import { leaderboardOf } from '../tti/leaderboard.ts'
import { type Merged, mergeSheets } from '../tti/merge-sheets.ts'
import { LARGEST_SHEET, readSheet } from '../tti/read-sheet.ts'
import { byProject, type Sheet } from '../tti/sheet.ts'
import { emptySheet } from '../tti/write-sheet.ts'
import { at, type Context } from './context.ts'

type Here = Pick<Context, 'cwd'>

/** Writes an empty answer sheet; never over a file that is there. Resolves with what to do next. */
export async function writeEmptySheet(file: string, language: Language, here: Here): Promise<string> {
  await writeNew(file, emptySheet(language), here)
  return `${file}\n${leaderboardWords[language].fill(shellWords([file]))}\n`
}

/** Sheets as a leaderboard with the published entries, for a report. */
export async function assess(files: readonly string[], here: Here): Promise<LeaderboardInput> {
  return { kind: 'leaderboard', leaderboard: leaderboardOf(await readSheets(files, here)) }
}

/** Writes the sheets of one project as one; never over a file that is there. */
export async function mergeInto(
  file: string | undefined,
  files: readonly string[],
  language: Language,
  here: Here,
): Promise<Merged & { told: string }> {
  if (file === undefined || files.length < 2)
    throw new XevalError('bad-option', '--merge needs at least two sheets, and -o FILE for the result', {
      hint: 'xeval tti ann.yaml bo.yaml --merge -o merged.yaml',
    })
  const sheets = await readSheets(files, here)
  const names = byProject(sheets).map(([first]) => JSON.stringify(first?.name))
  if (names.length > 1)
    throw new XevalError('bad-option', `--merge takes sheets of one project, but these are of ${names.join(' and ')}`, {
      hint: 'Give the project the same name in all of them.',
    })
  const merged = mergeSheets(sheets, language)
  await writeNew(file, merged.text, here)
  return { ...merged, told: toldOf(merged, file, language) }
}

/** What was merged, and what is left to do. */
function toldOf({ agreements, conflicts }: Merged, file: string, language: Language): string {
  const say = leaderboardWords[language]
  const alike = agreements.map(({ between, agreed, n }) =>
    say.alike(between.map(oneLine).join(' – '), agreed, n, figure(agreed / n, 'rate')),
  )
  return `${[file, ...alike, say.merged(conflicts, shellWords([file]))].join('\n')}\n`
}

async function readSheets(files: readonly string[], here: Here): Promise<Sheet[]> {
  const twice = files.find((file, i) => files.some((other, j) => j < i && resolve(other) === resolve(file)))
  if (twice !== undefined)
    throw new XevalError('bad-option', `${twice} is named twice`, { hint: 'Pass each sheet once.' })
  const read = await Promise.all(files.map(async file => [file, readSheet(file, await textOf(file, here))] as const))
  const wrong = read.flatMap(([file, found]) =>
    'answers' in found ? [] : found.map(problem => ({ file, ...problem })),
  )
  const [first] = wrong
  if (first === undefined) return read.flatMap(([, found]) => ('answers' in found ? [found] : []))
  const lines = wrong.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
  const more = lines.length - SHOWN
  throw new XevalError('bad-sheet', [...lines.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), {
    hint: 'Correct the sheet; `xeval tti init FILE` writes an empty one.',
    location: { file: first.file, line: first.line, column: first.column },
  })
}

/** Problems that one error names. */
const SHOWN = 10

async function textOf(file: string, here: Here): Promise<string> {
  let text = ''
  for await (const piece of readText(at(here, file))) {
    text += piece
    if (text.length > LARGEST_SHEET)
      throw new XevalError(
        'bad-sheet',
        `${file}: larger than ${LARGEST_SHEET / 1e6} MB, too large for an answer sheet`,
        {
          hint: '`xeval tti init FILE` writes an empty sheet.',
          location: { file },
        },
      )
  }
  return text
}

async function writeNew(file: string, text: string, here: Here): Promise<void> {
  const path = at(here, file)
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new XevalError('file-exists', `${file} already exists; nothing was written`, {
      hint: 'Choose another file name; existing sheets are never overwritten.',
      location: { file },
    })
  await atomicWrite(path, text)
}
