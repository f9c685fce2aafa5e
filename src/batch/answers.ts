import { open, rename } from 'node:fs/promises'
import { encodeLine } from '../files/line.ts'
import { readLineAt, readLog } from '../files/read-log.ts'
import { makeIndexTable } from '../store/index/index-table.ts'
import { idKey } from './custom-id.ts'
import { batchFiles } from './journal.ts'

/** What is known of a request by its custom id. `old` results were collected by an earlier process. */
export type Answer =
  | { state: 'missing' }
  | { state: 'pending' }
  /** Its batch ended without a line for it. */
  | { state: 'lost' }
  | { state: 'answered'; line: Record<string, unknown>; seq: number; old: boolean }

/**
 * The result lines of a run's batches, on disk, with an index of 25 bytes a line in memory. A line stays there after its
 * record was written: a judge that asks twice reads its first answer again when the second one comes.
 */
export interface Answers {
  find(customId: string): Promise<Answer>
  /** Marks what is on its way. */
  expect(customId: string): void
  /** Writes a batch's lines into the run, durably; then they are found. Resolves with their number. */
  keep(seq: number, lines: AsyncIterable<Record<string, unknown>>): Promise<number>
  /** Indexes the lines that an earlier process kept. */
  load(seq: number): Promise<void>
  /** Says that nothing more will come for those of these ids that are still pending. Resolves with their number. */
  giveUpOn(customIds: AsyncIterable<string>): Promise<number>
}

/** Locations in a file 0, which there is none of. */
const PENDING = 0
const LOST = 1
/** A location is file number and byte offset in one double: files up to 64 GiB, 131,071 of them. */
const FILE = 2 ** 36

export function makeAnswers(dir: string): Answers {
  const index = makeIndexTable()
  const add = (customId: unknown, at: number, fresh: boolean): void => {
    const key = typeof customId === 'string' ? idKey(customId) : undefined
    if (key !== undefined) index.set(key, at, fresh)
  }
  return {
    async find(customId) {
      const key = idKey(customId)
      const at = key === undefined ? -1 : index.offset(key)
      if (key === undefined || at === -1) return { state: 'missing' }
      if (at === PENDING) return { state: 'pending' }
      if (at === LOST) return { state: 'lost' }
      const seq = Math.floor(at / FILE)
      const line = await readLineAt(batchFiles.results(dir, seq), at % FILE)
      if (line?.['custom_id'] !== customId) return { state: 'missing' }
      return { state: 'answered', line, seq, old: index.state(key) !== 'done' }
    },
    expect: customId => add(customId, PENDING, false),
    async keep(seq, lines) {
      const path = batchFiles.results(dir, seq)
      const found: [unknown, number][] = []
      const file = await open(`${path}.tmp`, 'w')
      try {
        let size = 0
        let waiting: Buffer[] = []
        const flush = async (): Promise<void> => {
          const bytes = Buffer.concat(waiting)
          waiting = []
          await file.write(bytes)
        }
        for await (const line of lines) {
          const bytes = encodeLine(line)
          found.push([line['custom_id'], size])
          size += bytes.length
          waiting.push(bytes)
          if (waiting.length >= 256) await flush()
        }
        await flush()
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(`${path}.tmp`, path)
      for (const [customId, offset] of found) add(customId, seq * FILE + offset, true)
      return found.length
    },
    async load(seq) {
      for await (const entries of readLog(batchFiles.results(dir, seq)))
        for (const { record, offset } of entries) add(record?.['custom_id'], seq * FILE + offset, false)
    },
    async giveUpOn(customIds) {
      let lost = 0
      for await (const customId of customIds) {
        const key = idKey(customId)
        if (key === undefined || index.offset(key) !== PENDING) continue
        index.set(key, LOST, true)
        lost++
      }
      return lost
    },
  }
}
