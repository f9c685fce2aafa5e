/** A date as far as it is given: year (negative before Christ), month 1–12, day. `wide`: written without a month or day. */
export interface DateParts {
  kind: 'date'
  year?: number
  month?: number
  day?: number
  start: number
  end: number
}

/** The dates of a text from `digits`, in order; a bare number counts as a year only between 1000 and 2099. */
export function dates(text: string): DateParts[] {
  let rest = text
  const found: DateParts[] = []
  for (const { pattern, read } of shapes) {
    rest = rest.replace(pattern, (match: string, ...groups: unknown[]) => {
      const at = groups.find(group => typeof group === 'number')
      const parts = read(groups.map(group => (typeof group === 'string' ? group : '')))
      if (parts === undefined) return match
      found.push({ kind: 'date', ...parts, start: Number(at), end: Number(at) + match.length })
      return '\u0000'.repeat(match.length)
    })
  }
  return found.sort((a, b) => a.start - b.start)
}

export function wholeDate(text: string): DateParts | undefined {
  const [first, ...rest] = dates(text)
  const isWhole = first !== undefined && rest.length === 0
  return isWhole &&
    /^(?:on |in |农历|公元)?$/.test(text.slice(0, first.start)) &&
    /^[\s.。]*$/.test(text.slice(first.end))
    ? first
    : undefined
}

const fields = ['year', 'month', 'day'] as const

/** Whether nothing in the candidate is against the gold. */
export const agrees = (gold: DateParts, candidate: DateParts): boolean =>
  fields.every(
    field => gold[field] === undefined || candidate[field] === undefined || gold[field] === candidate[field],
  ) && fields.some(field => gold[field] !== undefined && gold[field] === candidate[field])

/** Whether the candidate gives all that the gold gives, or all that was asked where that is the year alone. */
export const sameDate = (gold: DateParts, candidate: DateParts, yearOnly: boolean): boolean =>
  agrees(gold, candidate) &&
  fields.every(field => gold[field] === undefined || candidate[field] !== undefined || (yearOnly && field !== 'year'))

/** Whether the question asks for a year and nothing finer. */
export const asksYear = (question: string): boolean =>
  /(?:in )?(?:what|which) year|哪一?年|何年|什么年份/i.test(question) && !/month|day|月|日|哪一?天/i.test(question)

type Parts = Partial<Record<(typeof fields)[number], number>>

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const monthOf = (name: string): number => 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3)) / 3 + 1
const nth = '(\\d{1,2})(?:st|nd|rd|th)?'
const year = '(\\d{3,4})(?!\\d)'

const checked = (parts: Parts): Parts | undefined =>
  (parts.month ?? 1) >= 1 && (parts.month ?? 1) <= 12 && (parts.day ?? 1) >= 1 && (parts.day ?? 1) <= 31
    ? parts
    : undefined

const at = (groups: readonly string[], index: number): number => Number(groups[index])
const shape = (pattern: string, read: (groups: readonly string[]) => Parts) => ({
  pattern: new RegExp(pattern, 'gu'),
  read: (groups: readonly string[]) => checked(read(groups)),
})

/** From the most specific to the least; what one has read, the next no longer sees. */
const shapes = [
  shape(`公元前(\\d{1,4})年|(?<!\\d)(\\d{1,4}) ?(?:bce?|b\\.c\\.)(?!\\p{L})`, g => ({ year: -Number(g[0] || g[1]) })),
  shape(`\\b${nth}(?: day)?(?: of)? (${months})\\.?,? (?:of )?${year}`, g => ({
    day: at(g, 0),
    month: monthOf(g[1] ?? ''),
    year: at(g, 2),
  })),
  shape(`\\b(${months})\\.? ${nth},? ${year}`, g => ({ month: monthOf(g[0] ?? ''), day: at(g, 1), year: at(g, 2) })),
  shape(`\\b(${months})\\.?,? (?:of )?(\\d{4})(?!\\d)`, g => ({ month: monthOf(g[0] ?? ''), year: at(g, 1) })),
  shape(`\\b${nth}(?: of)? (${months})\\b`, g => ({ day: at(g, 0), month: monthOf(g[1] ?? '') })),
  shape(`\\b(${months})\\.? ${nth}(?!\\d)`, g => ({ month: monthOf(g[0] ?? ''), day: at(g, 1) })),
  shape('(?<!\\d)(\\d{1,4})年(\\d{1,2})月(\\d{1,2})[日号]?', g => ({ year: at(g, 0), month: at(g, 1), day: at(g, 2) })),
  shape('(?<!\\d)(\\d{1,4})年(\\d{1,2})月(?:份)?', g => ({ year: at(g, 0), month: at(g, 1) })),
  shape('(?<!\\d)(\\d{1,2})月(?:初)?(\\d{1,2})(?:[日号](?!线))?', g => ({ month: at(g, 0), day: at(g, 1) })),
  shape('(?<!\\d)(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)', g => ({
    year: at(g, 0),
    month: at(g, 2),
    day: at(g, 3),
  })),
  shape('(?<!\\d)(\\d{3,4})年', g => ({ year: at(g, 0) })),
  shape('\\bad (\\d{1,4})(?!\\d)|(?<!\\d)(\\d{1,4}) ?(?:ad|ce)\\b', g => ({ year: Number(g[0] || g[1]) })),
  shape('(?<![\\d.,:/-])(1\\d{3}|20\\d{2})(?![\\d%]|[.,:/]\\d|s\\b)', g => ({ year: at(g, 0) })),
]
