import type { IncomingHttpHeaders } from 'node:http'

/** A reply as it came over the wire. */
export interface HttpReply {
  url: string
  status: number
  headers: IncomingHttpHeaders
  body: string
  /** From the first byte sent to the last one received. */
  latencyMs: number
  /** The body that the events of a streamed reply make up; `body` is empty then. */
  assembled?: unknown
  /** From the first byte sent to the first token of a streamed reply. */
  ttftMs?: number
}
