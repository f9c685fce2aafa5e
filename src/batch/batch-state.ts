import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { batchFiles, type Intent, type Journal } from './journal.ts'

/** A batch of a run that is not collected yet, as its journal tells it. */
export interface OpenBatch {
  intent: Intent
  /** The provider's file of requests. */
  uploaded?: string
  /** Its creation was begun, so that it may exist though nobody was told its name. */
  creatingSince?: string
  /** The provider's name of it. */
  id?: string
}

/** What a journal says: batches that are still open, batches of ours that are over, and how long each took. */
export interface BatchState {
  open: Map<number, OpenBatch>
  /** Provider's names of all batches that were ever seen to be created. */
  known: Set<string>
  collected: Map<number, { latencyMs: number }>
  lastSeq: number
}

export function stateOf({ events }: Journal): BatchState {
  const state: BatchState = { open: new Map(), known: new Set(), collected: new Map(), lastSeq: 0 }
  for (const event of events) {
    if ('seq' in event) state.lastSeq = Math.max(state.lastSeq, event.seq)
    const batch = 'seq' in event ? state.open.get(event.seq) : undefined
    if (event.kind === 'intent') state.open.set(event.seq, { intent: event })
    else if (event.kind === 'answers') state.collected.set(event.seq, { latencyMs: 0 })
    else if (event.kind === 'created') state.known.add(event.batch)
    else if (event.kind === 'collected') state.collected.set(event.seq, event)
    if (batch === undefined) continue
    if (event.kind === 'uploaded') batch.uploaded = event.file
    else if (event.kind === 'creating') batch.creatingSince = event.at
    else if (event.kind === 'created') batch.id = event.batch
    else if (event.kind === 'collected') state.open.delete(event.seq)
    else if (event.kind === 'refused') state.open.set(event.seq, withoutId(batch))
  }
  return state
}

/** A refused batch as one that was never made, its file of requests still uploaded. */
export const withoutId = ({ intent, uploaded }: OpenBatch): OpenBatch => ({
  intent,
  ...(uploaded !== undefined && { uploaded }),
})

/** The custom ids of a batch's requests, from our own file of them. */
export async function* customIdsOf(dir: string, seq: number): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(batchFiles.requests(dir, seq)) })) {
    const [, customId] = /^\{"custom_id":"([^"]+)"/.exec(line) ?? []
    if (customId !== undefined) yield customId
  }
}
