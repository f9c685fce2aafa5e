/**
 * How many pairs the difference takes that was seen, and the range of what the true one takes; `null` where no number is enough. `had` pairs
 * did not show it: a range that begins at or below them is given by its other end.
 */
export type Needed = (n: number, range?: readonly [low: number, high: number | null], had?: number) => string

export const neededWords: Record<'en' | 'zh', Needed> = {
  en: (n, [low, high] = [n, n], had = 0) => {
    if (low === high) return `about ${grouped(n)} pairs needed`
    if (low <= had)
      return high === null ? `more than ${grouped(had)} pairs needed` : `up to ${grouped(high)} pairs needed`
    return high === null ? `${grouped(low)} pairs or more needed` : `${grouped(low)} to ${grouped(high)} pairs needed`
  },
  zh: (n, [low, high] = [n, n], had = 0) => {
    if (low === high) return `约需 ${grouped(n)} 对样本`
    if (low <= had) return high === null ? `需多于 ${grouped(had)} 对样本` : `最多需 ${grouped(high)} 对样本`
    return high === null ? `至少需 ${grouped(low)} 对样本` : `需 ${grouped(low)} 至 ${grouped(high)} 对样本`
  },
}

const grouped = (count: number): string => count.toLocaleString('en')
