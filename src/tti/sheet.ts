import type { Answer } from '../core/leaderboard.ts'

/** What an assessor says of one question. */
export interface Answered {
  answer: Answer
  /** Where it can be seen: an address, a section. */
  evidence: string
  note: string
}

/** A filled answer sheet: every question is answered. */
export interface Sheet {
  file: string
  name: string
  url: string
  assessor: string
  date: string
  /** By the question's id. */
  answers: ReadonlyMap<string, Answered>
}

/** Stands in a merged sheet for what its assessors disagree on. It is no answer: such a sheet can't be scored before it is decided. */
export const CONFLICT = 'conflict'

/** The same project by whatever case, width and spacing its name is written in. */
export const projectKey = ({ name }: Pick<Sheet, 'name'>): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** Sheets of one project together, in the order in which the projects first stand. */
export function byProject(sheets: readonly Sheet[]): Sheet[][] {
  const projects = new Map<string, Sheet[]>()
  for (const sheet of sheets) projects.set(projectKey(sheet), [...(projects.get(projectKey(sheet)) ?? []), sheet])
  return [...projects.values()]
}

/** What to call the assessor of a sheet among all of its project: the file, if that is the only way to tell them apart. */
export const assessorOf = ({ assessor, file }: Sheet, sheets: readonly Sheet[]): string =>
  assessor !== '' && sheets.filter(other => other.assessor === assessor).length === 1 ? assessor : file
