import type { RunEvent } from '../../run/events.ts'

type Download = Extract<RunEvent, { type: 'download' }>

/** A bar for the file that is being fetched, on a terminal. */
export function downloadBar(isTerminal: boolean): (event: Download) => void {
  if (!isTerminal) return () => undefined
  let bar: { update(done: number, total: number): void; stop(): void } | undefined
  let current: Download | undefined
  const open = async (name: string): Promise<void> => {
    const { default: cliProgress } = await import('cli-progress')
    // It may be here already.
    if (current?.name !== name) return
    const single = new cliProgress.SingleBar({
      format: `${name} {bar} {percentage}%  {value}/{total} bytes`,
      hideCursor: true,
    })
    single.start(current.bytes?.total ?? 0, current.bytes?.done ?? 0)
    bar = { update: done => single.update(done), stop: () => single.stop() }
  }
  return event => {
    if (event.bytes === undefined) {
      bar?.stop()
      bar = current = undefined
      return
    }
    const isNew = current?.name !== event.name
    current = event
    if (isNew) void open(event.name)
    bar?.update(event.bytes.done, event.bytes.total ?? 0)
  }
}
