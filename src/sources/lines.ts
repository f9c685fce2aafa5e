import { readText } from './read-text.ts'

/**
 * The lines of a UTF-8 text file as a stream, blank ones too; `line` counts from 1. A line keeps its CR.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * await writeFile('lines.txt', 'one\ntwo\n')
 * await Array.fromAsync(readLines('lines.txt')) // → [{ text: 'one', line: 1 }, { text: 'two', line: 2 }, { text: '', line: 3 }]
 */
export async function* readLines(path: string): AsyncGenerator<{ text: string; line: number }> {
  let rest = ''
  let line = 0
  for await (const piece of readText(path)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) yield { text, line: ++line }
  }
  yield { text: rest, line: ++line }
}
