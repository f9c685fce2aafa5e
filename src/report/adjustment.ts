import type { Comparison } from '../core/comparison.ts'

/**
 * What a column of adjusted p-values is called: `Holm`, or `BH` for Benjamini and Hochberg's, which only explores.
 *
 * @example
 * adjustment({ adjust: 'bh' }) // → 'BH'
 */
export const adjustment = ({ adjust }: Pick<Comparison, 'adjust'>): 'Holm' | 'BH' => (adjust === 'bh' ? 'BH' : 'Holm')
