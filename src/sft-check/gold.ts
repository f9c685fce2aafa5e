/** Fields that hold a gold answer, the first that is there. */
const fields = [
  'gold',
  'gold_answer',
  'ground_truth',
  'expected_answer',
  'reference_answer',
  'final_answer',
  'target',
  'answer',
]

/** The gold answer that a row brings along: of a named field, or of the first that usually has one. What a text puts behind `####` is its answer. */
export function goldOf(rest: Readonly<Record<string, unknown>>, field?: string): string | undefined {
  for (const name of field === undefined ? fields : [field]) {
    const value = rest[name]
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string' || value.trim() === '') continue
    return (/####\s*(.+)\s*$/.exec(value)?.[1] ?? value).trim()
  }
  return undefined
}

/** Whether an answer is a number, also as LaTeX writes it, with a unit or a percent sign. */
export function isNumeric(answer: string): boolean {
  const plain = answer
    .replace(/^\s*[$]?\s*\p{L}(?:_\w+)?\s*=/u, ' ')
    .replace(/\\(?:text|mathrm|textbf|mbox|operatorname)\s*\{[^{}]*\}/g, ' ')
    .replace(/\\[,;!: ]|\\q?quad|\\(?:left|right|displaystyle)|[$]/g, ' ')
    .replace(
      /\\(?:d|t|c)?frac|\\sqrt|\\pi|\\cdot|\\times|\\div|\\circ|\\degree|\\%|\\infty|\\pm|\\(?:log|ln|sin|cos|tan|exp)\b|π|√|°|[%€£¥]/g,
      '1',
    )
    .replace(
      /\b(?:units?|cm|mm|km|m|kg|g|s|h|hours?|minutes?|seconds?|degrees?|dollars?|cents?|percent|days?|years?)\b\.?|[元个米秒时分天年度人只]$/gi,
      ' ',
    )
    .replace(/\be\b/g, '1')
  return /\d/.test(plain) && !/\p{L}/u.test(plain)
}
