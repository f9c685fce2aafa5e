import { htmlPage } from './html-page.ts'

/** The body as JSON; undefined where it isn't. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** In a few words, for messages. */
export const describeBody = (body: string): string => {
  const start = body.trimStart().slice(0, 200)
  if (start === '') return 'an empty body'
  const page = htmlPage(body)
  if (page !== undefined) return page.what
  return parseJson(body) === undefined ? `text that is not JSON: ${start}` : `unexpected JSON: ${start}`
}

/** On one line and not endless, for messages. */
export const quote = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)} …` : line
}
