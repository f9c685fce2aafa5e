import type { Comparison } from '../core/comparison.ts'

/**
 * How p-values are adjusted: `Holm`, or `BH` for Benjamini and Hochberg's, which only explores.
 *
 * @example
 * adjustment({ adjust: 'bh' }) // → 'BH'
 */
export const adjustment = ({ adjust }: Pick<Comparison, 'adjust'>): 'Holm' | 'BH' => (adjust === 'bh' ? 'BH' : 'Holm')

/**
 * What a column of adjusted p-values is called; with a primary endpoint the others' p stands behind that one's.
 *
 * @example
 * adjustedColumn({ adjust: 'holm', primary: 'mean' }, 'en') // → 'p (gatekept, Holm)'
 */
export function adjustedColumn(result: Pick<Comparison, 'adjust' | 'primary'>, language: 'en' | 'zh'): string {
  const how = adjustment(result)
  if (result.primary === undefined) return `p (${how})`
  return language === 'zh' ? `p（守门，${how}）` : `p (gatekept, ${how})`
}

/**
 * The level that decides; one that is spent over many nights has no end of digits.
 *
 * @example
 * levelText(0.05) // → '0.05'
 * levelText(0.0008443431970194816) // → '0.000844'
 */
export const levelText = (alpha: number): string => `${Number(alpha.toPrecision(3))}`
