import { oneLine } from './one-line.ts'

interface Checked {
  dir: string
  status?: string
  sealed: boolean
  problems: Readonly<Record<string, readonly string[]>>
}

interface Repaired {
  dir: string
  repaired: readonly { file: string; kept: number; lost: number; problems: readonly string[] }[]
  missing: { outputs: number; judgments: number }
  aside?: string
  next?: string
}

/** What is wrong with a run, file by file. */
export function checkedText({ dir, status, sealed, problems }: Checked): string {
  const found = Object.entries(problems)
  const lines = found.flatMap(([file, all]) => all.map(problem => `  ${file}: ${oneLine(problem)}`))
  if (lines.length > 0) return [`${dir}: damaged`, ...lines, ''].join('\n')
  const against = sealed
    ? 'every file is as it was when the run ended'
    : 'every line is whole; the run has no seal to be held against'
  return `${dir}: ok (${status ?? 'unknown'}): ${against}\n`
}

/** What a repair kept and lost. */
export function repairedText({ dir, repaired, missing, aside, next }: Repaired): string {
  if (next === undefined) return `${dir}: nothing to repair\n`
  const lines = repaired.flatMap(({ file, kept, lost, problems }) => [
    file === 'samples.jsonl'
      ? `  ${file}: set aside; a resume writes it again from the data`
      : `  ${file}: ${kept} lines kept, ${lost} lost`,
    ...problems.map(problem => `    ${oneLine(problem)}`),
  ])
  return [
    `${dir}: repaired`,
    ...lines,
    `${missing.outputs} answers and ${missing.judgments} judgments are missing.`,
    ...(aside === undefined ? [] : [`The damaged files are in ${aside}.`]),
    'Ask for what is missing, and compute the figures again, with:',
    `  ${next}`,
    '',
  ].join('\n')
}
