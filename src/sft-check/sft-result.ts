import { z } from 'zod'
import { OverlapResult } from '../overlap/overlap-result.ts'
import { type Rule, ruleNames, rules } from './rules.ts'
import { type Script, scripts } from './script-of.ts'

const Lengths = z.object({ p5: z.int(), p25: z.int(), p50: z.int(), p75: z.int(), p95: z.int(), max: z.int() })

/** What `xeval sft-check --json` prints. */
export const SftResult = z.object({
  schemaVersion: z.literal(1),
  files: OverlapResult.shape.training,
  rows: z.int(),
  /** Rows with a gold answer, and those of them that were found right. */
  gold: z.object({ known: z.int(), right: z.int() }),
  /** Rows without a fault. */
  clean: z.int(),
  rules: z.array(
    z.object({
      name: z.enum(ruleNames),
      kind: z.enum(['fault', 'note']),
      count: z.int(),
      share: z.number(),
      /** The first rows, as file:line. */
      examples: z.array(z.string()),
    }),
  ),
  /** Questions by the script that they are written in. */
  languages: z.partialRecord(z.enum(scripts), z.int()),
  /** In words; a Chinese character is one. */
  lengths: z.object({ question: Lengths, response: Lengths }),
})
export type SftResult = z.infer<typeof SftResult>

/** Rows of each rule that are named. */
const EXAMPLES = 5

/** Counts rules row by row; lengths take sixteen bytes a row. */
export function countRules() {
  const found = new Map<Rule, { count: number; examples: string[] }>()
  const languages: Partial<Record<Script, number>> = {}
  const lengths = { question: [] as number[], response: [] as number[] }
  let rows = 0
  let clean = 0
  return {
    add(place: string, broken: readonly Rule[], language: Script, words: { question: number; response: number }): void {
      rows++
      if (!broken.some(rule => rules[rule].kind === 'fault')) clean++
      for (const rule of broken) {
        const own = found.get(rule) ?? { count: 0, examples: [] }
        found.set(rule, own)
        if (++own.count <= EXAMPLES) own.examples.push(place)
      }
      languages[language] = (languages[language] ?? 0) + 1
      lengths.question.push(words.question)
      lengths.response.push(words.response)
    },
    result: (): Pick<SftResult, 'rows' | 'clean' | 'rules' | 'languages' | 'lengths'> => ({
      rows,
      clean,
      rules: ruleNames.map(name => {
        const { count = 0, examples = [] } = found.get(name) ?? {}
        return { name, kind: rules[name].kind, count, share: rows === 0 ? 0 : count / rows, examples }
      }),
      languages,
      lengths: { question: profileOf(lengths.question), response: profileOf(lengths.response) },
    }),
  }
}

function profileOf(values: readonly number[]): z.infer<typeof Lengths> {
  const sorted = Int32Array.from(values).sort()
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), max: at(1) }
}
