import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Dataset } from '../../core/dataset.ts'
import { XevalError } from '../../core/errors.ts'
import { Sample } from '../../core/sample.ts'
import { type Findings, findInPlugin, isText, makeFindings, thrownText } from './plugin-problems.ts'
import { makeRowFiles, type RowFormat, rowFormats } from './row-files.ts'

/**
 * What is wrong with a dataset, a sentence each; nothing where all is well. Its bundled file is read as it is, with its rows
 * the other way round, and with a damaged row in it. `format` says how rows of another kind of file than `.json`, `.jsonl`,
 * `.csv` or `.txt` are read and written.
 *
 * @example
 * (await problemsOfDataset({ ...toyBenchmark.dataset, description: '' }))[0] // → 'It has no description.'
 */
export async function problemsOfDataset(
  dataset: Dataset,
  { format = rowFormats[extname(fileURLToPath(dataset.bundled))] }: { format?: RowFormat | undefined } = {},
): Promise<string[]> {
  const findings = makeFindings()
  findInPlugin('dataset', dataset, findings)
  findInCard(dataset, findings)
  findInFile(dataset, findings)
  const path = fileURLToPath(dataset.bundled)
  const bundled = await read(dataset, path)
  if (!Array.isArray(bundled)) findings.problems.push(`Its bundled file cannot be read: ${thrownText(bundled.error)}.`)
  else {
    findInSamples(dataset, bundled, findings)
    if (format === undefined)
      findings.problems.push(`Rows of a ${extname(path)} file cannot be changed for a test: pass \`format\`.`)
    else await findInChangedFiles(dataset, bundled, format, findings)
  }
  return findings.problems
}

function findInCard({ card }: Dataset, { must }: Findings): void {
  must(isText(card.title), 'Its card has no title.')
  must(isText(card.licence), 'Its card names no licence.')
  must(/^https:\/\//.test(card.source), `The source of its card, ${JSON.stringify(card.source)}, is not an https URL.`)
  must(
    card.citation === '' || /^@\w+\{[\w-]+,\n.*title = .*author = .*\n\}$/s.test(card.citation),
    'The citation of its card is not a BibTeX entry with a title and an author.',
  )
  must(card.languages.length > 0, 'Its card names no language.')
}

function findInFile({ file, bundled }: Dataset, { must }: Findings): void {
  must(bundled.protocol === 'file:', 'Its bundled samples are in no file.')
  if (file.kind === 'shipped') return
  if (file.kind === 'own') {
    must(file.formats.length > 0, 'It names no format for the user’s own file.')
    must(isText(file.expects), 'It does not describe what the user’s own file must contain.')
    return
  }
  must(/^https:\/\//.test(file.url), `Its file is at ${JSON.stringify(file.url)}, which is not an https URL.`)
  must(/^[0-9a-f]{64}$/.test(file.sha256), 'The SHA-256 of its file is not 64 lower-case hexadecimal digits.')
  must(file.bytes > 0, 'The size of its file is not a positive number of bytes.')
  must(
    extname(file.name) === extname(fileURLToPath(bundled)),
    `Its file ${file.name} and its bundled samples are in different formats.`,
  )
}

function findInSamples({ file, card, breakdowns }: Dataset, samples: readonly Sample[], { must }: Findings): void {
  const least = file.kind === 'shipped' ? 1 : 24
  must(samples.length >= least, `It bundles ${samples.length} samples; at least ${least} are needed.`)
  must(new Set(samples.map(({ id }) => id)).size === samples.length, 'Two of its samples have the same id.')
  for (const sample of samples) {
    const parsed = Sample.safeParse(sample)
    must(
      parsed.success && isDeepStrictEqual(parsed.data, sample),
      `Sample ${sample.id} does not match the schema of samples.`,
    )
    must(sample.input.at(-1)?.role === 'user', `Sample ${sample.id} does not end with the user's turn.`)
    must(
      card.languages.includes(sample.language),
      `Sample ${sample.id} is in ${sample.language}, which its card does not name.`,
    )
    for (const key of breakdowns)
      must(Object.hasOwn(sample.metadata, key), `Sample ${sample.id} has no ${key}, which is a breakdown.`)
  }
}

async function findInChangedFiles(
  dataset: Dataset,
  bundled: readonly Sample[],
  format: RowFormat,
  { must, problems }: Findings,
): Promise<void> {
  const files = makeRowFiles(dataset, format)
  try {
    const ids = (samples: readonly Sample[]): string =>
      samples
        .map(({ id }) => id)
        .sort()
        .join()
    const turned = await read(
      dataset,
      files.write(rows => rows.toReversed()),
    )
    if (!Array.isArray(turned)) problems.push(`It cannot be read with its rows reversed: ${thrownText(turned.error)}.`)
    else must(ids(turned) === ids(bundled), 'Its ids depend on the order of its rows.')
    const { damaged } = format
    if (damaged === undefined) return
    const path = files.write(([first, ...rows]) => [first, damaged, ...rows])
    const found = await read(dataset, path)
    const error = Array.isArray(found) ? undefined : found.error
    const line = XevalError.is(error) ? error.location?.line : undefined
    must(
      XevalError.is(error) && error.code === 'malformed-row',
      `A damaged row is not refused as malformed-row: ${error === undefined ? 'it is read' : thrownText(error)}.`,
    )
    must(
      !XevalError.is(error) || (error.location?.file === path && line !== undefined && files.isDamaged(line)),
      'The error for a damaged row names another file or line.',
    )
  } finally {
    files.remove()
  }
}

/** The samples of a file, or what was thrown while it was read. */
async function read(dataset: Dataset, path: string): Promise<Sample[] | { error: unknown }> {
  const samples: Sample[] = []
  try {
    for await (const sample of dataset.parse(path)) samples.push(sample)
    return samples
  } catch (error) {
    return { error }
  }
}
