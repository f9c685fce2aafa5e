import { readdir, readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { formatLocation, type Location, messageOf, XevalError } from '../core/errors.ts'
import { PublishedColumn, PublishedTable } from '../core/published.ts'
import { readCsv } from '../sources/csv.ts'
import { at, type Context } from './context.ts'

const shipped = new URL('../../reports/published/', import.meta.url)

/** A published table from a JSON or CSV file, or one that ships with xeval, by name. */
export async function readPublished(name: string, context: Pick<Context, 'cwd'>): Promise<PublishedTable> {
  const own = (await readdir(shipped)).filter(file => file.endsWith('.json')).map(file => file.slice(0, -5))
  if (own.includes(name)) return fromJson(fileURLToPath(new URL(`${name}.json`, shipped)))
  const type = extname(name).toLowerCase()
  if (type === '.json') return fromJson(at(context, name))
  if (type === '.csv') return fromCsv(at(context, name))
  throw new XevalError('published', `${name} is neither a .json nor a .csv file`, {
    hint: `Pass a file, or one of the tables included in xeval: ${own.join(', ')}.`,
  })
}

async function fromJson(file: string): Promise<PublishedTable> {
  const text = await readText(file)
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (cause) {
    throw new XevalError('published', `${file} is not JSON: ${messageOf(cause)}`, { hint, location: { file }, cause })
  }
  const parsed = PublishedTable.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = firstIssue(parsed.error)
  const [field, index, ...rest] = issue.path
  if (field !== 'columns' || typeof index !== 'number') throw wrong({ file }, issue.path.join('.') || 'table', issue)
  const name = z.object({ columns: z.array(z.unknown()) }).safeParse(data).data?.columns[index]
  const title = z.object({ name: z.string() }).safeParse(name).data?.name
  const line = title === undefined ? undefined : lineOf(text, JSON.stringify(title))
  const column = `column ${index + 1}${title === undefined ? '' : ` (${title})`}`
  throw wrong(
    { file, ...(line !== undefined && { line }) },
    `${column}${rest.length > 0 ? ` ${rest.join('.')}` : ''}`,
    issue,
  )
}

/** One row a column of the table; `unknown` in n says that the source does not state it. */
async function fromCsv(file: string): Promise<PublishedTable> {
  const columns: PublishedColumn[] = []
  for await (const { value, line } of readCsv(file, z.record(z.string(), z.string()))) {
    const filled = Object.entries(value).filter(([, cell]) => cell.trim() !== '')
    const { n, scale, ...rest } = Object.fromEntries<string>(filled)
    const parsed = PublishedColumn.safeParse({
      ...rest,
      ...(n !== undefined && { n: n.trim() === 'unknown' ? null : Number(n) }),
      ...(scale !== undefined && { scale: Number(scale) }),
    })
    if (!parsed.success) {
      const issue = firstIssue(parsed.error)
      throw wrong(
        { file, line },
        `row ${columns.length + 1} (${rest['name'] ?? 'no name'}) ${issue.path.join('.')}`,
        issue,
      )
    }
    columns.push(parsed.data)
  }
  const parsed = PublishedTable.safeParse({ title: basename(file), columns })
  if (parsed.success) return parsed.data
  throw wrong({ file }, 'table', firstIssue(parsed.error))
}

const firstIssue = (error: z.ZodError): z.core.$ZodIssue => {
  const [issue] = error.issues
  if (issue === undefined) throw new Error('a zod error without an issue', { cause: error })
  return issue
}

const wrong = (location: Location, what: string, issue: z.core.$ZodIssue): XevalError =>
  new XevalError('published', `${formatLocation(location)}: ${what}: ${issue.message}`, { hint, location })

const hint = 'Fix the file. If the source does not state n, write `unknown` in CSV or null in JSON.'

/** Where the column's name first stands, counted from 1. */
function lineOf(text: string, part: string): number | undefined {
  const at = text.indexOf(part)
  return at === -1 ? undefined : text.slice(0, at).split('\n').length
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new XevalError('no-file', `${file}: ${messageOf(cause)}`, { hint: 'Pass a readable file.', cause })
  }
}
