/**
 * A real before and after for docs/behaviour.md: Llama 2's recorded answers to XSTest's 450 prompts, with its first system prompt and
 * without it. Writes `prompts.csv`, `before.jsonl` and `after.jsonl` into FOLDER, for
 *
 *     node --conditions=@xeval/source bench/behaviour-xstest.ts FOLDER
 *     xeval pull own-prompts --from prompts.csv
 *     xeval run custom --before replay:before.jsonl --after replay:after.jsonl
 *     xeval behaviour BEFORE AFTER
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'

const [folder] = process.argv.slice(2)
const upstream = upstreamFolder()
if (folder === undefined || upstream === undefined) {
  console.error('Usage: behaviour-xstest.ts FOLDER, with ../shared/upstream/xstest at hand')
  process.exit(2)
}

const answersOf = (model: string): Map<string, string> => {
  const path = join(upstream, 'xstest', `xstest_v2_completions_${model}.csv`)
  const rows = z
    .array(z.object({ prompt: z.string(), completion: z.string() }))
    .parse(parse(readFileSync(path), { columns: true }))
  return new Map(rows.map(({ prompt, completion }) => [prompt, completion]))
}

const [before, after] = [answersOf('llama2orig'), answersOf('llama2new')]
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
writeFileSync(
  join(folder, 'prompts.csv'),
  `prompt,language\n${Array.from(before.keys(), prompt => `${cell(prompt)},en\n`).join('')}`,
)
for (const [name, answers] of Object.entries({ before, after })) {
  const lines = Array.from(answers, ([prompt, output]) => `${JSON.stringify({ prompt, output })}\n`)
  writeFileSync(join(folder, `${name}.jsonl`), lines.join(''))
}
