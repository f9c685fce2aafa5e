/** A date as far as it is given: year (negative before Christ), month 1–12, day. */
export interface DateParts {
  kind: 'date'
  year?: number
  month?: number
  day?: number
  /** `05/12/1985` can be read with day and month the other way round. */
  swaps?: true
  start: number
  end: number
}

/** The dates of a text from `digits`, in order; a bare number counts as a year only between 1000 and 2099. */
export function dates(text: string): DateParts[] {
  let rest = ordinals(text)
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

/** A text that is one date and nothing else. */
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
  bothWays(candidate).some(
    read =>
      fields.every(field => gold[field] === undefined || read[field] === undefined || gold[field] === read[field]) &&
      fields.some(field => gold[field] !== undefined && gold[field] === read[field]),
  )

/** Whether the candidate gives all that the gold gives, or all that was asked where that is the year alone. */
export const sameDate = (gold: DateParts, candidate: DateParts, yearOnly: boolean): boolean =>
  bothWays(candidate).some(
    read =>
      agrees(gold, read) &&
      fields.every(field => gold[field] === undefined || read[field] !== undefined || (yearOnly && field !== 'year')),
  )

/** Whether the question asks for a year and nothing finer. */
export const asksYear = (question: string): boolean =>
  /(?:in )?(?:what|which) year|哪一?年|何年|什么年份/i.test(question) && !/month|day|月|日|哪一?天/i.test(question)

function bothWays({ swaps, ...date }: DateParts): DateParts[] {
  const { month, day } = date
  return swaps && month !== undefined && day !== undefined ? [date, { ...date, month: day, day: month }] : [date]
}

type Parts = Partial<Record<(typeof fields)[number], number>> & { swaps?: true }

const nths =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth'.split(
    ' ',
  )
const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const monthOf = (name: string): number => 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3)) / 3 + 1
const nth = '(\\d{1,2})(?:st|nd|rd|th)?'
const year = '(\\d{3,4})(?!\\d)'

const nthWord = `(?:(?:20|30|twenty|thirty)[ -])?(?:${nths.join('|')})`
const ordinalDay = new RegExp(
  `\\b(${nthWord})(?= (?:day )?(?:of )?(?:${months})\\b)|(?<=\\b(?:${months}) (?:the )?)(${nthWord})\\b`,
  'g',
)

/** `the twenty-ninth of december` as `the 29th…`, of the same length, so that places stay. */
const ordinals = (text: string): string =>
  text.replace(ordinalDay, match => {
    const [tens, unit] = /^(?:(20|30|twenty|thirty)[ -])?(.*)$/.exec(match)?.slice(1) ?? []
    const at = nths.indexOf(unit ?? '')
    const day = (at === 20 ? 30 : at + 1) + (tens === undefined ? 0 : /^(?:20|twenty)$/.test(tens) ? 20 : 30)
    return `${day}`.padStart(match.length, ' ')
  })

const checked = (parts: Parts): Parts | undefined =>
  (parts.month ?? 1) >= 1 && (parts.month ?? 1) <= 12 && (parts.day ?? 1) >= 1 && (parts.day ?? 1) <= 31
    ? parts
    : undefined

const at = (groups: readonly string[], index: number): number => Number(groups[index])
const shape = (pattern: string, read: (groups: readonly string[]) => Parts) => ({
  pattern: new RegExp(pattern, 'gu'),
  read: (groups: readonly string[]) => checked(read(groups)),
})

/** 3/14/1903, 14/3/1903 and 5/12/1985, which can be read both ways. */
function slashed(first: number, second: number, year: number): Parts {
  if (second > 12) return { month: first, day: second, year }
  return { day: first, month: second, year, ...(first <= 12 && { swaps: true }) }
}

/** From the most specific to the least; what one has read, the next no longer sees. */
const shapes = [
  shape(`公元前(\\d{1,4})年|(?<!\\d)(\\d{1,4}) ?(?:bce?|b\\.c\\.)(?!\\p{L})`, g => ({ year: -Number(g[0] || g[1]) })),
  shape(`(?<![\\p{L}\\d])${nth}(?: day)?(?: of)?[ -]?(${months})\\.?,?[ -](?:of )?${year}`, g => ({
    day: at(g, 0),
    month: monthOf(g[1] ?? ''),
    year: at(g, 2),
  })),
  shape(`\\b(${months})\\.?[ -](?:the )?${nth},? ${year}`, g => ({
    month: monthOf(g[0] ?? ''),
    day: at(g, 1),
    year: at(g, 2),
  })),
  shape(`\\b(${months})\\.?,? (?:of )?(\\d{4})(?!\\d)`, g => ({ month: monthOf(g[0] ?? ''), year: at(g, 1) })),
  shape(`(?<![\\p{L}\\d])${nth}(?: of)? (${months})\\b`, g => ({ day: at(g, 0), month: monthOf(g[1] ?? '') })),
  shape(`\\b(${months})\\.? (?:the )?${nth}(?!\\d)`, g => ({ month: monthOf(g[0] ?? ''), day: at(g, 1) })),
  shape('(?<!\\d)(\\d{1,4}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]?', g => ({
    year: at(g, 0),
    month: at(g, 1),
    day: at(g, 2),
  })),
  shape('(?<!\\d)(\\d{1,4}) ?年 ?(\\d{1,2}) ?月(?:份)?', g => ({ year: at(g, 0), month: at(g, 1) })),
  shape('(?<![\\d第])(\\d{1,2})月(?:初)?(\\d{1,2})(?:[日号](?!线))?', g => ({ month: at(g, 0), day: at(g, 1) })),
  shape('(?<!\\d)(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)', g => ({
    year: at(g, 0),
    month: at(g, 2),
    day: at(g, 3),
  })),
  shape('(?<![\\d.,/-])(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?!\\d)', g => slashed(at(g, 0), at(g, 2), at(g, 3))),
  shape('(?<![\\d.,/-])(1\\d{3}|20\\d{2})[-/](0[1-9]|1[0-2])(?![\\d/-])', g => ({ year: at(g, 0), month: at(g, 1) })),
  shape('(?<![\\d.,/-])(0?[1-9]|1[0-2])/(1\\d{3}|20\\d{2})(?![\\d/-])', g => ({ month: at(g, 0), year: at(g, 1) })),
  shape('(?<!\\d)(\\d{3,4}) ?年(?!代)', g => ({ year: at(g, 0) })),
  shape('\\bad (\\d{1,4})(?!\\d)|(?<!\\d)(\\d{1,4}) ?(?:ad|ce)\\b', g => ({ year: Number(g[0] || g[1]) })),
  shape('(?<![\\d.,:/-])(1\\d{3}|20\\d{2})(?![\\d%]|[.,:/]\\d|s\\b|年)', g => ({ year: at(g, 0) })),
]
