import type { Manifest } from 'xeval'
import { dataList, judgeList, promptList, type Words } from 'xeval/report'
import { type Engine, tex } from './escape.ts'
import { latexWords } from './words.ts'

/** What stands below every table of runs: judges, prompts and data by their hashes, and what is not the real thing. */
export function provenanceNotes(manifests: readonly Manifest[], words: Words, engine: Engine): string[] {
  const say = latexWords[words.language]
  const prompts = promptList(manifests)
  const bundled = manifests.some(({ benchmarks }) => benchmarks.some(({ dataset }) => dataset.bundled))
  return [
    ...(bundled ? [say.bundled] : []),
    say.judges(judgeList(manifests, words).join(words.semicolon)),
    ...(prompts.length > 0 ? [say.prompts(prompts.join(words.separator))] : []),
    say.data(dataList(manifests).join(words.separator)),
  ].map(note => tex(note, engine))
}
