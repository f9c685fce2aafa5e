import { open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { encodeLine } from '../files/line.ts'
import { makeFolder } from '../files/make-folder.ts'
import { recoverLog } from '../files/recover-log.ts'
import { syncFolder } from '../files/sync-folder.ts'

/** Which stages of a run go through batches. */
export const BatchStage = z.enum(['all', 'model', 'judge'])
export type BatchStage = z.infer<typeof BatchStage>

/**
 * What became of a run's batches, in the order in which it was made sure of. `intent` and `creating` stand on disk before
 * the provider hears of a batch, so that whoever comes after a crash knows what to look for before submitting anything.
 */
export const BatchEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stage'), stage: BatchStage }),
  z.object({ kind: z.literal('quirks'), lane: z.string(), quirks: z.string() }),
  z.object({
    kind: z.literal('intent'),
    seq: z.int().positive(),
    lane: z.string(),
    path: z.string(),
    requests: z.int().positive(),
    bytes: z.int(),
    sha256: z.string(),
    at: z.string(),
  }),
  z.object({ kind: z.literal('uploaded'), seq: z.int(), file: z.string() }),
  /** From here on the batch may exist, even where no `created` follows. */
  z.object({ kind: z.literal('creating'), seq: z.int(), at: z.string() }),
  z.object({ kind: z.literal('created'), seq: z.int(), batch: z.string(), at: z.string(), found: z.boolean() }),
  /** The provider took the batch and then had no room for it; it is made again later. */
  z.object({ kind: z.literal('refused'), seq: z.int(), batch: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('collected'), seq: z.int(), status: z.string(), results: z.int(), latencyMs: z.number() }),
  /** A file of answers that was made elsewhere. */
  z.object({ kind: z.literal('answers'), seq: z.int(), sha256: z.string(), results: z.int() }),
])
export type BatchEvent = z.infer<typeof BatchEvent>
export type Intent = Extract<BatchEvent, { kind: 'intent' }>

export interface Journal {
  readonly events: readonly BatchEvent[]
  /** Resolves when the event survives a power cut. */
  add(event: BatchEvent): Promise<void>
  close(): Promise<void>
}

export const batchFiles = {
  journal: (dir: string): string => join(dir, 'batches.jsonl'),
  folder: (dir: string): string => join(dir, 'batches'),
  requests: (dir: string, seq: number): string => join(dir, 'batches', `${pad(seq)}.requests.jsonl`),
  results: (dir: string, seq: number): string => join(dir, 'batches', `${pad(seq)}.results.jsonl`),
}

/** Opens a run's journal for writing; a line that a crash cut in two is dropped. */
export async function openJournal(dir: string): Promise<Journal> {
  const path = batchFiles.journal(dir)
  await makeFolder(batchFiles.folder(dir))
  const { events, size } = await readEvents(path)
  const file = await open(path, size === 0 ? 'w' : 'r+')
  // The file's own name must survive too, before the first batch does.
  await syncFolder(dirname(path))
  let end = size
  return {
    events,
    async add(event) {
      const line = encodeLine(event)
      const at = end
      end += line.length
      events.push(event)
      await file.write(line, 0, line.length, at)
      await file.datasync()
    },
    close: () => file.close(),
  }
}

/** The stage that a run was batched in; `undefined` for a run without batches. */
export async function stageOf(dir: string): Promise<BatchStage | undefined> {
  const names: string[] = await readdir(dir).catch(() => [])
  if (!names.includes('batches.jsonl')) return undefined
  const { events } = await readEvents(batchFiles.journal(dir))
  return events.findLast(event => event.kind === 'stage')?.stage ?? 'all'
}

async function readEvents(path: string): Promise<{ events: BatchEvent[]; size: number }> {
  const events: BatchEvent[] = []
  const { size } = await recoverLog(path, ({ record }) => {
    const parsed = BatchEvent.safeParse(record)
    if (parsed.success) events.push(parsed.data)
    else {
      throw new XevalError('malformed-record', `${path}: an event of an unknown kind`, {
        hint: 'The run was written by another version of xeval. Finish it with that version.',
        location: { file: path },
      })
    }
  })
  return { events, size }
}

const pad = (seq: number): string => String(seq).padStart(6, '0')
