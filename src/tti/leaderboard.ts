import type { Leaderboard, LeaderboardEntry } from '../core/leaderboard.ts'
import { agreementsOf } from './agreement.ts'
import { citation, published, source, title } from './published.ts'
import { dimensions, type Question, sumOf, VERSION } from './questionnaire.ts'
import { byProject, type Sheet } from './sheet.ts'

/** Assessed projects and the published ones, best first. Sheets of several assessors of one project stay apart. */
export function leaderboardOf(sheets: readonly Sheet[]): Leaderboard {
  // Of equal totals what was assessed stands first: `sort` is stable.
  const entries = [...sheets.map(assessed), ...published].sort((a, b) => b.total - a.total)
  return {
    schemaVersion: 1,
    title,
    source,
    citation,
    version: VERSION,
    dimensions: dimensions.map(({ id, name, questions }) => ({
      id,
      name,
      points: sumOf(questions),
      questions: questions.map(({ id, text, points }) => ({ id, text, points })),
    })),
    entries: entries.map(entry => ({ rank: 1 + entries.filter(({ total }) => total > entry.total).length, ...entry })),
    agreements: byProject(sheets).flatMap(agreementsOf),
  }
}

function assessed({ file, name, url, assessor, date, answers }: Sheet): Omit<LeaderboardEntry, 'rank'> {
  const earned = ({ id }: Question): boolean => {
    const answer = answers.get(id)?.answer
    return answer === 'yes' || answer === 'not-used'
  }
  const points = dimensions.map(({ questions }) => sumOf(questions.filter(earned)))
  return {
    name,
    ...(url !== '' && { url }),
    ...(assessor !== '' && { assessor }),
    ...(date !== '' && { date }),
    file,
    origin: 'assessed',
    points,
    total: points.reduce((sum, part) => sum + part, 0),
    answers: Object.fromEntries(answers),
  }
}
