import type { Delimiter } from './csv.ts'
import { readText } from './read-text.ts'

const candidates: readonly Delimiter[] = [',', ';', '\t', '|']

/**
 * What stands between the columns of a CSV file: the candidate that cuts its first lines into the most columns, as many in each of
 * them as in the header. A comma where none does.
 */
export async function sniffDelimiter(path: string): Promise<Delimiter> {
  const lines = firstRecords(await startOf(path))
  const scored = candidates.map(delimiter => {
    const [header = 1, ...rows] = lines.map(line => columnsIn(line, delimiter))
    return {
      delimiter,
      columns: header,
      even: rows.filter(count => count === header).length / Math.max(1, rows.length),
    }
  })
  const [best] = scored
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => Number(b.even === 1) - Number(a.even === 1) || b.columns - a.columns)
  return best?.delimiter ?? ','
}

const LOOKED_AT = 20
const LONGEST = 64 * 1024

async function startOf(path: string): Promise<string> {
  let text = ''
  for await (const piece of readText(path)) {
    text += piece
    if (text.length >= LONGEST) break
  }
  return text.slice(0, LONGEST)
}

/** Lines outside quotes; what may be cut off at the end is left out, unless it is all there is. */
function firstRecords(text: string): string[] {
  const records: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < text.length && records.length < LOOKED_AT; i++) {
    if (text[i] === '"') quoted = !quoted
    if (text[i] !== '\n' || quoted) continue
    records.push(text.slice(start, i))
    start = i + 1
  }
  const isWhole = text.length < LONGEST || records.length === 0
  if (isWhole && records.length < LOOKED_AT) records.push(text.slice(start))
  return records.filter(record => record.trim() !== '')
}

function columnsIn(record: string, delimiter: Delimiter): number {
  let columns = 1
  let quoted = false
  for (const character of record) {
    if (character === '"') quoted = !quoted
    else if (character === delimiter && !quoted) columns++
  }
  return columns
}
