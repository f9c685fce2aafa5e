import { noticeText } from '../../run/event-words.ts'
import type { RunEvent } from '../../run/events.ts'

/** Says notices on stderr, for verbs that show no progress. */
export function sayNotices(event: RunEvent): void {
  if (event.type === 'notice') process.stderr.write(`Note: ${noticeText(event.notice)}\n`)
}
