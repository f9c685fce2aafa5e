import { API_VERSION, type Definition, type Plugin } from './api.ts'
import type { Sample } from './sample.ts'

/** What a paper has to say of a dataset. */
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

/** A published file, downloaded by `xeval pull` and checked to the byte. */
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
  formats: readonly ('json' | 'jsonl' | 'csv' | 'txt')[]
  /** What its rows must hold, for the message when it is missing. */
  expects: string
}

/** No file to get: the data ship with the plug-in, and `bundled` is all of them. */
export interface ShippedFile {
  kind: 'shipped'
}

export interface Dataset extends Plugin {
  readonly card: DatasetCard
  readonly file: PinnedFile | OwnFile | ShippedFile
  /** 24 or more mild samples of our own wording in the real file's shape, or the shipped data; read by the same `parse`. */
  readonly bundled: URL
  /** Metadata keys whose values make up the report's breakdowns, and that `--stratify` takes. */
  readonly breakdowns: readonly string[]
  /** Reads the file as a stream. A row that isn't as expected throws with file, line and what was expected. */
  parse(path: string): AsyncIterable<Sample>
}

export const defineDataset = (definition: Definition<Dataset>): Dataset => ({ ...definition, apiVersion: API_VERSION })
