/** What stands beside a verdict in brackets. */
export interface VerdictNotes {
  /** How many pairs the difference takes that was seen, and the range of what the true one takes; `null` where no number is enough. */
  needed(n: number, range?: readonly [low: number, high: number | null]): string
  /** Of a verdict that would not stand at one of the bounds. */
  overturnable: string
}

export const verdictNotes: Record<'en' | 'zh', VerdictNotes> = {
  en: {
    overturnable: 'missing answers could overturn it',
    needed(n, [low, high] = [n, n]) {
      if (low === high) return `about ${grouped(n)} pairs needed`
      return high === null ? `${grouped(low)} pairs or more needed` : `${grouped(low)} to ${grouped(high)} pairs needed`
    },
  },
  zh: {
    overturnable: '缺失的回答可能推翻此结论',
    needed(n, [low, high] = [n, n]) {
      if (low === high) return `约需 ${grouped(n)} 对样本`
      return high === null ? `至少需 ${grouped(low)} 对样本` : `需 ${grouped(low)} 至 ${grouped(high)} 对样本`
    },
  },
}

const grouped = (count: number): string => count.toLocaleString('en')
