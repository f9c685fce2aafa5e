import { noticeText } from '../../run/event-words.ts'
import type { RunEvent } from '../../run/events.ts'
import { downloadBar } from './download-bar.ts'
import { makeProgress, type Progress } from './progress.ts'

/** Says on stderr what happens while a verb works: bars and notices, the notices above the bars where there are some. */
export function makeTeller(isTerminal: boolean = process.stderr.isTTY): (event: RunEvent) => void {
  let progress: Progress | undefined
  const downloads = downloadBar(isTerminal)
  const line = (text: string): void => {
    if (progress === undefined) process.stderr.write(`${text}\n`)
    else progress.say(text)
  }
  return event => {
    switch (event.type) {
      case 'started':
        progress = makeProgress(event.arms, isTerminal)
        return
      case 'output':
        progress?.output(event.arm, event.record)
        return
      case 'judgment':
        progress?.judgment(event.arm, event.record)
        return
      case 'ended':
        progress?.stop()
        progress = undefined
        return
      case 'stopping':
        // The other reasons are told with the result.
        if (event.reason.code === 'interrupted') line(STOPPING)
        return
      case 'download':
        downloads(event)
        return
      case 'notice':
        line(noticeText(event.notice))
        return
    }
  }
}

const STOPPING = 'Stopping: requests in flight are being completed and saved. Press Ctrl-C again to cancel them.'
