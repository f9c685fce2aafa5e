import { terminalText } from '../../report/terminal-text.ts'

type Stream = typeof process.stdout | typeof process.stderr

/**
 * From here on, whatever is written to stdout and stderr is stripped of what steers a terminal: messages of servers, names, samples, and what
 * plug-ins write themselves. Nobody can forget it, since nobody has to think of it.
 */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    raw.set(stream, text => write(text))
    Object.assign(stream, {
      write: (chunk: string | Uint8Array, ...rest: []) =>
        write(typeof chunk === 'string' ? terminalText(chunk) : chunk, ...rest),
    })
  }
}

/** Our own colours, bars and commands; whatever is foreign in the text goes through `terminalText` first. */
export const writeRaw = (stream: Stream, text: string): boolean => (raw.get(stream) ?? stream.write.bind(stream))(text)

const raw = new Map<Stream, (text: string) => boolean>()
