import { appendFile } from 'node:fs/promises'
import type { GateResult } from '../../analysis/gate.ts'
import { githubAnnotations } from '../../run/github-annotations.ts'
import { writeRaw } from './guard-streams.ts'

/** Where GitHub Actions runs us: the report as the job's summary, and an annotation for each benchmark that didn't pass. */
export async function tellGitHub(
  markdown: string,
  results: readonly GateResult[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const summary = env['GITHUB_STEP_SUMMARY']
  if (summary !== undefined && summary !== '') await appendFile(summary, markdown)
  if (env['GITHUB_ACTIONS'] !== 'true') return
  for (const annotation of githubAnnotations(results)) writeRaw(process.stderr, `${annotation}\n`)
}
