/**
 * A cell that is a number with a decimal comma, with a point: `3,14` as 3.14, `1.234,5` as 1234.5, `-0,5 %` as -0.5 %. Any other cell
 * as it is.
 */
export function pointFor(cell: string): string {
  const found = /^(\s*[-+−]?)(\d{1,3}(?:[.\s\u00a0\u202f]\d{3})+|\d+),(\d+)(\s*%?\s*)$/.exec(cell)
  if (found === null) return cell
  const [, sign = '', whole = '', decimals = '', rest = ''] = found
  return `${sign}${whole.replaceAll(/[.\s\u00a0\u202f]/g, '')}.${decimals}${rest}`
}
