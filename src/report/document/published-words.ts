import type { ComparedColumn } from '../../core/published.ts'
import type { ReportOptions } from '../../core/report.ts'

/**
 * What a report on a published table says. Ranges come as text; counts as whole numbers.
 *
 * @example
 * const say: PublishedWords = publishedWords.en
 * say.notStated // → 'not stated'
 */
export interface PublishedWords {
  language: ReportOptions['language']
  source: string
  unpaired: string
  paired: string
  columns: string
  notStated: string
  list: string
  verdicts: Record<ComparedColumn['verdict'], string>
  /** The verdicts in a narrow column, the row's name, and what its signs mean. */
  short: Record<ComparedColumn['verdict'], string>
  standing: string
  signs: string
  reasons: Record<NonNullable<ComparedColumn['reason']>, string>
  summary(all: number, stand: number, fall: number, open: number, untestable: number): string
  note(alpha: string): string
  tested(verdict: 'stands' | 'falls' | 'open', alpha: number, range: string): string
  count(rate: string, counts: string): string
  truncated(rate: string, counts: string): string
  noCount(rate: string, n: number): string
  coarse(rate: string, counts: number): string
  pairing(tables: number, discordant: readonly [number, number], range: string): string
  sizes(list: string): string
  noSize: string
  needed(unpaired: number, paired: number): string
  assumed(n: number, why: string): string
  wouldBe(unpaired: string, paired: string): string
}

/**
 * The words of reports on published tables, by language.
 *
 * @example
 * publishedWords.en.source // → 'source'
 */
export const publishedWords: Record<ReportOptions['language'], PublishedWords> = {
  en: {
    language: 'en',
    source: 'source',
    unpaired: 'p unpaired',
    paired: 'p paired',
    columns: 'Column by column',
    notStated: 'not stated',
    list: ', ',
    verdicts: { stands: 'holds', falls: 'does not hold', open: 'open', untestable: 'cannot be tested' },
    short: { stands: 'yes', falls: 'no', open: 'open', untestable: '–' },
    standing: 'holds?',
    signs: '?: not stated. –: cannot be tested.',
    reasons: {
      'n-unknown': 'The source does not state n, so nothing can be tested.',
      'no-count': 'A rate that matches no whole number of answers cannot be tested.',
      'too-coarse': 'A rate with so few decimals that it could stand for more than 50 different counts is not tested.',
      'no-spread': 'A mean without a standard deviation or the individual ratings cannot be tested.',
    },
    summary: (all, stand, fall, open, untestable) =>
      `Of ${all} ${all === 1 ? 'difference' : 'differences'} ${stand} hold${stand === 1 ? 's' : ''}, ${fall} do${fall === 1 ? 'es' : ''} not, ${open} cannot be decided from the published figures, and ${untestable} cannot be tested.`,
    note: alpha =>
      `p unpaired: Fisher's exact test, as if the two arms had answered different questions. p paired: the range of McNemar's exact test over all ways in which the same questions could have been answered, because the pairing is not published. A difference holds if even the largest paired p is below ${alpha} after Holm's adjustment over the columns that could be tested, and does not hold if even the smallest is above it.`,
    tested: (verdict, alpha, range) =>
      ({
        stands: `For every possible pairing, p is below ${alpha} (after Holm: ${range}).`,
        falls: `For no possible pairing is p below ${alpha} (after Holm: ${range}).`,
        open: `The result depends on the pairing, which is not published (p after Holm: ${range}).`,
      })[verdict],
    count: (rate, counts) => `${rate} is ${counts}.`,
    truncated: (rate, counts) => `${rate} is ${counts} only if it was cut off instead of rounded.`,
    noCount: (rate, n) => `${rate} fits no whole number of ${n} answers.`,
    coarse: (rate, counts) => `${rate} could be any of ${counts} counts.`,
    pairing: (tables, [least, most], range) =>
      tables === 1
        ? 'Only one paired table has these counts.'
        : `${tables} paired tables have these counts, with ${least} to ${most} answers changed and p ${range}.`,
    sizes: list => `Smallest n that gives both printed rates: ${list}.`,
    noSize: 'No n up to 5000 gives both printed rates.',
    needed: (unpaired, paired) =>
      `A difference of this size would be significant from n = ${unpaired} in an unpaired test, and at the earliest from n = ${paired} in a paired test.`,
    assumed: (n, why) => `If n were ${n} (${why}):`,
    wouldBe: (unpaired, paired) => `With that n, p would be ${unpaired} unpaired and ${paired} paired.`,
  },
  zh: {
    language: 'zh',
    source: '来源',
    unpaired: '非配对 p',
    paired: '配对 p 的范围',
    columns: '逐列说明',
    notStated: '未知',
    list: '、',
    verdicts: { stands: '成立', falls: '不成立', open: '无法确定', untestable: '无法检验' },
    short: { stands: '是', falls: '否', open: '待定', untestable: '–' },
    standing: '成立？',
    signs: '?：未知。–：无法检验。',
    reasons: {
      'n-unknown': '来源未说明 n，因此无法检验。',
      'no-count': '比率不对应任何整数条回答，因此无法检验。',
      'too-coarse': '比率的小数位过少，可能的计数超过 50 个，因此不作检验。',
      'no-spread': '只有均值，没有标准差或逐条评分，因此无法检验。',
    },
    summary: (all, stand, fall, open, untestable) =>
      `${all} 项差异中，${stand} 项成立，${fall} 项不成立，${open} 项仅凭已发表的数值无法确定，${untestable} 项无法检验。`,
    note: alpha =>
      `非配对 p：Fisher 精确检验，视为两组回答的是不同的题目。配对 p：由于配对情况未发表，取同一批题目在所有可能的作答情形下 McNemar 精确检验的 p 值范围。经 Holm 法按可检验的列校正后，若最大的配对 p 仍低于 ${alpha}，则差异成立；若最小的配对 p 也不低于 ${alpha}，则差异不成立。`,
    tested: (verdict, alpha, range) =>
      ({
        stands: `无论如何配对，p 都低于 ${alpha}（Holm 校正后：${range}）。`,
        falls: `无论如何配对，p 都不低于 ${alpha}（Holm 校正后：${range}）。`,
        open: `结论取决于配对情况，而配对情况未发表（Holm 校正后 p：${range}）。`,
      })[verdict],
    count: (rate, counts) => `${rate} 即 ${counts}。`,
    truncated: (rate, counts) => `只有在截尾而非四舍五入时，${rate} 才对应 ${counts}。`,
    noCount: (rate, n) => `${n} 条回答中没有任何整数条对应 ${rate}。`,
    coarse: (rate, counts) => `${rate} 可能对应 ${counts} 个计数中的任何一个。`,
    pairing: (tables, [least, most], range) =>
      tables === 1
        ? '符合这些计数的配对表只有一种。'
        : `符合这些计数的配对表有 ${tables} 种，结果变化的回答为 ${least} 至 ${most} 条，p 为 ${range}。`,
    sizes: list => `能同时得出这两个比率的最小 n：${list}。`,
    noSize: '5000 以内没有任何 n 能同时得出这两个比率。',
    needed: (unpaired, paired) => `这样大小的差异，非配对检验须 n ≥ ${unpaired} 才显著，配对检验至少须 n ≥ ${paired}。`,
    assumed: (n, why) => `若 n 为 ${n}（${why}）：`,
    wouldBe: (unpaired, paired) => `则非配对 p 为 ${unpaired}，配对 p 为 ${paired}。`,
  },
}
