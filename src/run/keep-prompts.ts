import { keepPrompt } from '../store/run/run-files.ts'
import type { Session } from './session.ts'

/** Keeps the exact words of every prompt in the run, under their hashes. */
export async function keepPrompts({ planned, tasks, system, template }: Session, dir: string): Promise<void> {
  const prompts = planned.flatMap(({ benchmark }) => [
    ...benchmark.prompts,
    ...(tasks.get(benchmark.name)?.judge.judge.prompts ?? []),
  ])
  const texts = [...prompts, ...(system ? [system] : []), ...(template ? [template] : [])]
  for (const { sha256, text } of new Map(texts.map(prompt => [prompt.sha256, prompt])).values()) {
    await keepPrompt(dir, sha256, text)
  }
}
