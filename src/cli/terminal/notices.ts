import type { OpenedRun } from '../../run/open-runs.ts'

/** Says how runs were opened, where that is not as usual, and gives them back. */
export function sayNotices(runs: OpenedRun[]): OpenedRun[] {
  for (const { notices } of runs) for (const notice of notices) process.stderr.write(`Note: ${notice}\n`)
  return runs
}
