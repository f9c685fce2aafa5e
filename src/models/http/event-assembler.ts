/** Puts the events of a streamed reply together: the body that the same reply has where it isn't streamed. */
export interface EventAssembler {
  /** Takes an event's data. `token`: the answer or its thoughts have grown; `done`: nothing more will come. */
  take(data: string): 'token' | 'done' | undefined
  /** What has come so far; what ended before its answer did says so by its finish reason. */
  body(): unknown
}

/** Stands where a finish reason should be: no such reason is on the list of good ones. */
export const CUT_STREAM = 'a stream that ended before its answer was complete'
