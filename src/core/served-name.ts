/**
 * Whether two names are of one model: equal but for case, a path before the name, a GGUF file's ending, or a date that one of
 * them lacks (`gpt-4o` and `gpt-4o-2024-08-06`). Two different dates, sizes or folders are two models.
 */
export function isSameModel(a: string, b: string): boolean {
  const [x, y] = [readName(a), readName(b)]
  if (x.folded === y.folded) return true
  const dated = x.date === undefined || y.date === undefined || x.date === y.date
  return dated && endsAlike(x.path, y.path)
}

interface Name {
  folded: string
  /** The name's last part without date and ending, behind the folders that it was given with. */
  path: readonly string[]
  date?: string
}

function readName(name: string): Name {
  const folded = name.trim().toLowerCase()
  const parts = folded
    .replaceAll('\\', '/')
    .replace(/\/+$/, '')
    .split('/')
    .flatMap(part => hubFolder.exec(part)?.slice(1) ?? [part])
    // A snapshot of the hub's cache is named by its commit.
    .filter(
      (part, at, all) => part !== '' && part !== 'snapshots' && !(all[at - 1] === 'snapshots' && commit.test(part)),
    )
  const last = (parts.pop() ?? '')
    .replace(/\.gguf$/, '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    .replace(/:(latest|free|nitro|floor|online|extended|exacto|thinking)$/, '')
  const tail = dateAtEnd.exec(last)
  const date = tail?.[1] === 'latest' ? undefined : tail?.[1]
  return {
    folded,
    path: [...parts, tail === null ? last : last.slice(0, tail.index)],
    ...(date !== undefined && { date }),
  }
}

/** Hugging Face's cache: `models--ORG--NAME`. */
const hubFolder = /^models--(.+?)--(.+)$/
const commit = /^[0-9a-f]{40}$/

/** Dates as vendors write them, and `-001`; a step such as `-1000` or `-500` is none: no month has a day 0. */
const month = '(?:0[1-9]|1[0-2])'
const day = '(?:0[1-9]|[12]\\d|3[01])'
const dateAtEnd = new RegExp(
  `[-@_.](20\\d\\d-?${month}-?${day}|2\\d${month}${day}|${month}${day}|2\\d${month}|${month}-20\\d\\d|00\\d|latest)$`,
)

/** One path is the end of the other. */
function endsAlike(a: readonly string[], b: readonly string[]): boolean {
  const n = Math.min(a.length, b.length)
  return n > 0 && a.slice(-n).every((part, i) => part === b[b.length - n + i])
}
