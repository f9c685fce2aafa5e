import { type Definition, type Plugin, stamp } from './api.ts'
import type { Sample } from './sample.ts'
import type { TableFormat, TableReading } from './table-reading.ts'

/**
 * What a paper has to say of a dataset.
 *
 * @example
 * const card: DatasetCard = { title: 'Mine', source: 'https://example.org', licence: 'MIT', citation: '', languages: ['en'] }
 * card.languages // → ['en']
 */
export interface DatasetCard {
  title: string
  /** Home page or repository. */
  source: string
  /** SPDX id or a sentence. */
  licence: string
  /** One BibTeX entry. */
  citation: string
  languages: readonly string[]
  /** Printed before the first pull: what a reader should be ready for. */
  contentWarning?: string
}

/**
 * A published file, downloaded by `xeval pull` and checked to the byte.
 *
 * @example
 * const file: PinnedFile = {
 *   kind: 'pinned',
 *   name: 'questions.jsonl',
 *   url: 'https://example.org/1a2b3c/questions.jsonl',
 *   sha256: sha256('the file'),
 *   bytes: 8,
 * }
 * file.sha256.length // → 64
 */
export interface PinnedFile {
  kind: 'pinned'
  /** The upstream file name, under which it also stands in `--data DIR/<dataset>/`. */
  name: string
  /** https, with the revision in it where the host allows that. */
  url: string
  sha256: string
  bytes: number
  /** Sent as a bearer token from this environment variable, where the file is gated. */
  tokenEnv?: string
}

/** A file that was never published: the user brings it with `xeval pull NAME --from FILE`. */
export interface OwnFile {
  kind: 'own'
  formats: readonly (TableFormat | 'txt')[]
  /** What its rows must hold, for the message when it is missing. */
  expects: string
}

/** No file to get: the data ship with the plug-in, and `bundled` is all of them. */
export interface ShippedFile {
  kind: 'shipped'
}

/**
 * Where samples come from: a file, and how its rows are read.
 *
 * @example
 * const dataset: Dataset = toyBenchmark.dataset
 * dataset.card.licence // → 'MIT'
 */
export interface Dataset extends Plugin {
  readonly card: DatasetCard
  readonly file: PinnedFile | OwnFile | ShippedFile
  /** 24 or more mild samples of our own wording in the real file's shape, or the shipped data; read by the same `parse`. */
  readonly bundled: URL
  /** Metadata keys whose values make up the report's breakdowns, and that `--stratify` takes. */
  readonly breakdowns: readonly string[]
  /** Reads the file as a stream. A row that isn't as expected throws with file, line and what was expected. */
  parse(path: string): AsyncIterable<Sample>
  /** How it reads that file, for a file of the user's own: told before the run. */
  readingOf?(path: string): Promise<TableReading>
}

/**
 * Makes a dataset out of its definition.
 *
 * @example
 * const dataset = defineDataset({
 *   name: 'mine',
 *   version: 1,
 *   description: 'Questions of ours',
 *   card: { title: 'Mine', source: 'https://example.org', licence: 'MIT', citation: '', languages: ['en'] },
 *   file: { kind: 'shipped' },
 *   bundled: new URL('./mine.txt', import.meta.url),
 *   breakdowns: [],
 *   async *parse(path) {
 *     for await (const { text } of readLines(path)) {
 *       yield { id: stableId('mine', text), input: [{ role: 'user', content: text }], language: 'en', metadata: {} }
 *     }
 *   },
 * })
 * dataset.name // → 'mine'
 */
export const defineDataset = (definition: Definition<Dataset>): Dataset => stamp('dataset', definition)
