import type { Agreement, Leaderboard, LeaderboardEntry } from '../../core/leaderboard.ts'
import type { LeaderboardInput } from '../../core/report.ts'
import { said } from '../../core/wording.ts'
import { decimal, figure } from '../figures.ts'
import { displayWidth } from '../text-table.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Inline, type Text } from './block.ts'
import { citations } from './citations.ts'
import { type LeaderboardWords, leaderboardWords } from './leaderboard-words.ts'

/** The document of a leaderboard: points by dimension, what they lack, every answer, and how far assessors agree. */
export function leaderboardBlocks({ leaderboard }: LeaderboardInput, words: Words): Block[] {
  return [
    ...leaderboardSummary({ kind: 'leaderboard', leaderboard }, words),
    ...answerBlocks(leaderboard, leaderboardWords[words.language]),
    ...citations(leaderboard.citation === undefined ? [] : [leaderboard.citation], words, words.citeTable),
  ]
}

/**
 * What must be read of a leaderboard: all but the answers to the single questions. In the table, longer names are cut.
 *
 * @example
 * leaderboardSummary(toyInputs.leaderboard, words.en)[0] // → { kind: 'title', text: 'A toy index' }
 */
export function leaderboardSummary({ leaderboard }: LeaderboardInput, words: Words, longestName = 200): Block[] {
  const say = leaderboardWords[words.language]
  const { title, source, version, agreements } = leaderboard
  const { header, rows } = leaderboardTable(leaderboard, words, longestName)
  const hasPublished = leaderboard.entries.some(({ origin }) => origin === 'published')
  return [
    { kind: 'title', text: said(title, words.language) },
    { kind: 'table', header, rows, right: header.map((_, i) => i).filter(i => i !== 1) },
    {
      kind: 'paragraph',
      text: [fig(`${say.source}${words.colon}`), { code: source }, fig(`${words.semicolon}${say.version(version)}`)],
    },
    { kind: 'paragraph', text: hasPublished ? say.published : '' },
    ...listed(say.notEarned, leaderboard, words, { among: () => true, which: isLost, none: say.none }),
    ...listed(say.withoutEvidence, leaderboard, words, {
      among: answered => !isLost(answered),
      which: ({ evidence }) => evidence === '',
    }),
    ...(agreements.length === 0 ? [] : [{ kind: 'heading', text: say.agreement } as const]),
    ...agreements.flatMap(agreement => agreementBlocks(agreement, leaderboard, words, say)),
  ]
}

/**
 * Ranks, works, points by dimension and totals; the last row is what there is to earn.
 *
 * @example
 * leaderboardTable(toyInputs.leaderboard.leaderboard, words.en).rows.at(-1)?.at(-1) // → { figure: '10' }
 */
export function leaderboardTable(
  { dimensions, entries }: Leaderboard,
  { language }: Words,
  longestName = 200,
): { header: string[]; rows: Text[][] } {
  const say = leaderboardWords[language]
  const all = dimensions.map(({ points }) => points)
  return {
    header: ['#', say.work, ...dimensions.map(({ name }) => said(name, language)), say.total],
    rows: [
      ...entries.map((entry): Text[] => [
        fig(entry.rank),
        [labelOf(entry, entries, longestName), fig(entry.origin === 'published' ? ' †' : '')],
        ...entry.points.map(fig),
        fig(entry.total),
      ]),
      [fig(''), fig(say.possible), ...all.map(fig), fig(all.reduce((sum, points) => sum + points, 0))],
    ],
  }
}

/** Its name, and whose assessment it is where there are several. Only the name is cut, in places of a terminal. */
function labelOf(
  { name, origin, assessor, file }: LeaderboardEntry,
  entries: readonly LeaderboardEntry[],
  longest = 200,
): string {
  const same = entries.filter(other => other.name === name && other.origin === origin)
  const isOnly = same.filter(other => other.assessor === assessor).length === 1
  const by = (isOnly ? assessor : undefined) ?? file
  if (same.length < 2 || by === undefined) return cut(name, longest)
  const whose = ` (${by})`
  return cut(name, Math.max(8, longest - displayWidth(whose))) + whose
}

function cut(name: string, width: number): string {
  if (displayWidth(name) <= width) return name
  let kept = ''
  for (const character of name) {
    if (displayWidth(kept + character) >= width) break
    kept += character
  }
  return `${kept}…`
}

type Answered = NonNullable<LeaderboardEntry['answers']>[string]

const isLost = ({ answer }: Answered): boolean => answer === 'no'

/** The questions of each assessed work that `which` picks out of those `among`, with their points. Works without any may have `none`. */
function listed(
  title: string,
  { entries, dimensions }: Leaderboard,
  { colon, language }: Words,
  { among, which, none }: Picked,
): Block[] {
  const asked = dimensions.flatMap(({ questions }) => questions)
  const items = entries.flatMap((entry): Text[] => {
    const { answers } = entry
    if (answers === undefined) return []
    const all = asked.filter(({ id }) => answers[id] !== undefined && among(answers[id]))
    const picked = all.filter(({ id }) => answers[id] !== undefined && which(answers[id]))
    const texts =
      picked.length === 0
        ? none
        : picked.length === all.length
          ? leaderboardWords[language].all
          : // A line never ends between a question and its points.
            picked.map(({ id, points }) => `${id}\u00a0${points}`).join(leaderboardWords[language].list)
    return texts === undefined ? [] : [[{ strong: labelOf(entry, entries) }, fig(colon), texts]]
  })
  return items.length === 0
    ? []
    : [
        { kind: 'heading', text: title },
        { kind: 'list', items },
      ]
}

interface Picked {
  among(answered: Answered): boolean
  which(answered: Answered): boolean
  none?: string
}

/** Every question with every assessed work's answer. */
function answerBlocks({ entries, dimensions }: Leaderboard, say: LeaderboardWords): Block[] {
  const assessed = entries.filter(({ answers }) => answers !== undefined)
  if (assessed.length === 0) return []
  const questions = dimensions.flatMap(({ questions }) => questions)
  return [
    { kind: 'heading', text: say.answers },
    {
      kind: 'table',
      header: [say.question, say.points, ...assessed.map(entry => labelOf(entry, entries, 40))],
      rows: questions.map(({ id, points }) => [
        { code: id },
        fig(points),
        ...assessed.map(({ answers }) => fig(answers?.[id] === undefined ? '–' : say.answer[answers[id].answer])),
      ]),
      right: [1],
    },
    {
      kind: 'list',
      items: questions.map(({ id, text }): Inline[] => [{ code: id }, fig(' – '), said(text, say.language)]),
    },
  ]
}

function agreementBlocks(
  agreement: Agreement,
  { dimensions }: Leaderboard,
  words: Words,
  say: LeaderboardWords,
): Block[] {
  const { project, between, n, agreed, kappa, pointsAtStake, differences } = agreement
  const who = `${project}${words.colon}${between.join(' – ')}`
  const chance = kappa === null ? say.noKappa : say.kappa(kappaText(kappa))
  const points = new Map(
    dimensions.flatMap(({ questions }) => questions.map(({ id, points }) => [id, points] as const)),
  )
  return [
    {
      kind: 'paragraph',
      text: `${say.alike(who, agreed, n, figure(agreed / n, 'rate'))}${words.semicolon}${chance}${words.language === 'zh' ? '。' : '.'}`,
    },
    { kind: 'paragraph', text: differences.length === 0 ? '' : say.differences(differences.length, pointsAtStake) },
    {
      kind: 'table',
      header: [say.question, say.points, ...between],
      rows: differences.map(({ id, answers }) => [
        { code: id },
        fig(points.get(id) ?? '–'),
        ...answers.map(answer => fig(say.answer[answer])),
      ]),
      right: [1],
    },
  ]
}

const kappaText = ({ value, ci95 }: NonNullable<Agreement['kappa']>): string =>
  `${decimal(value, 2)} [${ci95.map(limit => decimal(limit, 2)).join(', ')}]`
