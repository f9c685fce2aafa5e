import type { ComparedColumn, PublishedComparison, SizeCheck } from '../../core/published.ts'
import type { PublishedInput } from '../../core/report.ts'
import { said } from '../../core/wording.ts'
import { pValue, signed } from '../figures.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Inline, type Text } from './block.ts'
import { citations } from './citations.ts'
import { type PublishedWords, publishedWords } from './published-words.ts'

/**
 * What can be said of a published table: which differences stand, and why the others don't.
 *
 * @example
 * publishedBlocks(toyInputs.published, words.en)[0] // → { kind: 'title', text: 'A toy table' }
 */
export function publishedBlocks({ published }: PublishedInput, words: Words): Block[] {
  const say = publishedWords[words.language]
  const { title, source, columns, before, after } = published
  return [
    { kind: 'title', text: title },
    { kind: 'list', items: source === undefined ? [] : [[fig(`${say.source}${words.colon}`), { code: source }]] },
    { kind: 'paragraph', text: { strong: summaryOf(published, say) } },
    {
      kind: 'table',
      header: [words.benchmark, 'n', before, after, 'Δ', say.unpaired, say.paired, words.verdict],
      rows: columns.map(column => [
        column.name,
        fig(sizeOf(column.n, say)),
        fig(column.before),
        fig(column.after),
        fig(deltaOf(column)),
        fig(rangeOf(column.check?.unpaired?.p)),
        fig(rangeOf(column.check?.paired?.p)),
        fig(say.verdicts[column.verdict]),
      ]),
    },
    { kind: 'paragraph', text: say.note(`${published.alpha}`) },
    { kind: 'heading', text: say.columns },
    { kind: 'list', items: columns.map(column => columnText(column, published.alpha, words, say)) },
    ...citations(published.citation === undefined ? [] : [published.citation], words, words.citeTable),
  ]
}

/**
 * `0 of 9 differences stand, 2 do not, …`.
 *
 * @example
 * summaryOf(toyInputs.published.published, publishedWords.en) // → 'Of 1 difference 0 stand, 0 do not, 0 are left open by the published figures, and 1 cannot be tested.'
 */
export function summaryOf({ columns }: PublishedComparison, say: PublishedWords): string {
  const count = (verdict: ComparedColumn['verdict']) => columns.filter(column => column.verdict === verdict).length
  return say.summary(columns.length, count('stands'), count('falls'), count('open'), count('untestable'))
}

/**
 * Why a column got its verdict, in sentences.
 *
 * @example
 * const { columns, alpha } = toyInputs.published.published
 * columns.flatMap(column => columnSentences(column, alpha, publishedWords.en))[0] // → 'The source does not state n, so nothing can be tested.'
 */
export function columnSentences(column: ComparedColumn, alpha: number, say: PublishedWords): string[] {
  const { check, verdict, reason, pAdjusted, needed, sizes = [], assumed = [], note } = column
  return [
    ...(verdict === 'stands' || verdict === 'falls' || verdict === 'open'
      ? [say.tested(verdict, alpha, pAdjusted === undefined ? '–' : rangeOf(pAdjusted.paired ?? pAdjusted.unpaired))]
      : []),
    ...(check === undefined ? [] : countSentences(check, column, say)),
    ...(check?.paired === undefined
      ? []
      : [say.pairing(check.paired.tables, check.paired.discordant, rangeOf(check.paired.p))]),
    ...(reason === undefined ? [] : [say.reasons[reason]]),
    ...(column.kind === 'rate' && column.n === null
      ? [sizes.length > 0 ? say.sizes(sizes.join(say.list)) : say.noSize]
      : []),
    ...(needed === undefined ? [] : [say.needed(needed.unpaired, needed.pairedAtLeast)]),
    ...assumed.flatMap(other => [
      say.assumed(other.n.before, said(other.why, say.language)),
      ...countSentences(other, column, say),
      ...(other.unpaired === undefined ? [] : [say.wouldBe(rangeOf(other.unpaired.p), rangeOf(other.paired?.p))]),
    ]),
    ...(note === undefined ? [] : [said(note, say.language)]),
  ]
}

const columnText = (column: ComparedColumn, alpha: number, words: Words, say: PublishedWords): Text => {
  const name: Inline[] = [{ strong: column.name }, fig(words.colon)]
  return [...name, columnSentences(column, alpha, say).join(words.space)]
}

function countSentences({ n, counts }: SizeCheck, column: ComparedColumn, say: PublishedWords): string[] {
  return (['before', 'after'] as const).map(arm => {
    const fits = counts[arm]
    if (fits.length === 0) return say.noCount(column[arm], n[arm])
    if (fits.length > 50) return say.coarse(column[arm], fits.length)
    const ks = fits.map(({ k }) => `${k}/${n[arm]}`).join(say.list)
    return fits[0]?.by === 'truncated' ? say.truncated(column[arm], ks) : say.count(column[arm], ks)
  })
}

/**
 * How many answers a column rests on, or that its source does not say.
 *
 * @example
 * sizeOf(null, publishedWords.en) // → 'not stated'
 */
export const sizeOf = (n: ComparedColumn['n'], say: PublishedWords): string =>
  n === null ? say.notStated : typeof n === 'number' ? `${n}` : `${n.before} / ${n.after}`

/**
 * In the unit of the table, with the decimals of its more exact figure.
 *
 * @example
 * const [column] = toyInputs.published.published.columns
 * column && deltaOf({ ...column, delta: 0.01 }) // → '+1.0'
 */
export function deltaOf({ kind, delta, before, after, scale = 100 }: ComparedColumn): string {
  if (delta === undefined) return '–'
  const decimals = Math.max(...[before, after].map(text => text.split('.')[1]?.length ?? 0))
  const value = kind === 'rate' ? delta * scale : kind === 'count' ? delta * 100 : delta
  return signed(value, kind === 'count' ? 1 : decimals)
}

/**
 * `0.106`, or `<0.001 – 0.126` for a range.
 *
 * @example
 * rangeOf([0.0001, 0.126]) // → '<0.001 – 0.126'
 */
export function rangeOf(p: readonly [number, number] | undefined): string {
  if (p === undefined) return '–'
  const [least, most] = p.map(pValue)
  return least === most ? `${least}` : `${least} – ${most}`
}
