/**
 * How often the rules of `instruction-rules` say of recorded answers what the authors' own code says, by kind of instruction:
 * `node --conditions=@xeval/source bench/instruction-agreement.ts`. Needs the published files (XEVAL_UPSTREAM, or shared/upstream
 * beside the repository). The tables stand in docs/instructions.md.
 */
import { join } from 'node:path'
import { readJsonl, type Sample } from 'xeval'
import { z } from 'zod'
import ifbench from '../datasets/ifbench/index.ts'
import ifeval from '../datasets/ifeval/index.ts'
import instructionRules, { readVerdicts } from '../judges/instruction-rules/index.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'

export interface Disagreement {
  key: string
  id: string
  form: 'strict' | 'loose'
  theirs: boolean
}

export interface Agreement {
  /** Kind of instruction → verdicts compared, and those that are theirs. */
  kinds: Map<string, { compared: number; same: number }>
  compared: number
  same: number
  different: Disagreement[]
}

/** Shares of all recorded answers: by prompt and by instruction, strict and loose. */
export type Totals = Record<'promptStrict' | 'instructionStrict' | 'promptLoose' | 'instructionLoose', number>

const Answer = z.object({ prompt: z.string(), response: z.string() })
const IfevalVerdict = z.object({ key: z.int(), strict: z.array(z.boolean()), loose: z.array(z.boolean()) })
const IfbenchVerdict = Answer.extend({ follow_instruction_list: z.array(z.boolean()) })

/** Over GPT-4's answers, strict and loose, where the authors' verdict is recorded; totals over all that have a prompt of today. */
export async function ifevalAgreement(
  upstream: string,
): Promise<{ agreement: Agreement; totals: Totals; answers: number }> {
  const folder = join(upstream, 'ifeval')
  const samples = await byPrompt(ifeval.parse(join(folder, 'input_data.jsonl')))
  const theirs = new Map<string, z.infer<typeof IfevalVerdict>>()
  for await (const { value } of readJsonl(join(folder, 'gpt4_verdicts.jsonl'), IfevalVerdict))
    theirs.set(String(value.key), value)
  const agreement = nothing()
  const all: Ours[] = []
  for await (const { value } of readJsonl(join(folder, 'input_response_data_gpt4_20231107_145030.jsonl'), Answer)) {
    const sample = samples.get(value.prompt.trim())
    if (sample === undefined) continue
    const ours = await judge(sample, value.response)
    all.push(ours)
    const verdict = theirs.get(ours.key)
    if (verdict === undefined) continue
    compare(agreement, ours, 'strict', verdict.strict)
    compare(agreement, ours, 'loose', verdict.loose)
  }
  return { agreement, totals: totalsOf(all), answers: all.length }
}

/** Over the recorded results, strict. A prompt that has been reworded since has its old instructions, and is left out. */
export async function ifbenchAgreement(upstream: string): Promise<{ agreement: Agreement; answers: number }> {
  const folder = join(upstream, 'ifbench')
  const samples = await byPrompt(ifbench.parse(join(folder, 'IFBench_test.jsonl')))
  const agreement = nothing()
  let answers = 0
  for await (const { value } of readJsonl(join(folder, 'eval_results_strict.jsonl'), IfbenchVerdict)) {
    const sample = samples.get(value.prompt.trim())
    if (sample === undefined) continue
    answers++
    compare(agreement, await judge(sample, value.response), 'strict', value.follow_instruction_list)
  }
  return { agreement, answers }
}

interface Ours {
  key: string
  ids: string[]
  strict: boolean[]
  loose: boolean[]
}

async function judge(sample: Sample, text: string): Promise<Ours> {
  const judgment = await instructionRules.judge({
    sample,
    completion: { text, finishReason: 'stop', usage: {}, servedModel: 'recorded', latencyMs: 0 },
    options: { api: 'chat', upstreamParsing: false },
    templates: {},
    ask: () => Promise.reject(new Error('rules ask nobody')),
  })
  const verdicts = readVerdicts(judgment.rationale)
  return {
    key: String(sample.metadata['key']),
    ids: verdicts.map(({ id }) => id),
    strict: verdicts.map(({ following }) => following === 'strictly'),
    loose: verdicts.map(({ following }) => following !== 'not'),
  }
}

const nothing = (): Agreement => ({ kinds: new Map(), compared: 0, same: 0, different: [] })

function compare(agreement: Agreement, ours: Ours, form: 'strict' | 'loose', theirs: readonly boolean[]): void {
  if (theirs.length !== ours.ids.length)
    throw new Error(`${ours.key} has ${theirs.length} verdicts on ${ours.ids.length} instructions`)
  for (const [at, id] of ours.ids.entries()) {
    const kind = agreement.kinds.get(id) ?? { compared: 0, same: 0 }
    agreement.kinds.set(id, kind)
    const isSame = ours[form][at] === theirs[at]
    kind.compared++
    agreement.compared++
    if (isSame) {
      kind.same++
      agreement.same++
    } else agreement.different.push({ key: ours.key, id, form, theirs: theirs[at] === true })
  }
}

function totalsOf(all: readonly Ours[]): Totals {
  const share = (values: readonly boolean[]) => values.filter(Boolean).length / values.length
  return {
    promptStrict: share(all.map(({ strict }) => strict.every(Boolean))),
    instructionStrict: share(all.flatMap(({ strict }) => strict)),
    promptLoose: share(all.map(({ loose }) => loose.every(Boolean))),
    instructionLoose: share(all.flatMap(({ loose }) => loose)),
  }
}

async function byPrompt(samples: AsyncIterable<Sample>): Promise<Map<string, Sample>> {
  const found = new Map<string, Sample>()
  for await (const sample of samples) found.set(sample.input[0]?.content.trim() ?? '', sample)
  return found
}

function table({ kinds, compared, same, different }: Agreement): string {
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '| instruction | verdicts | as theirs |',
    '| --- | ---: | ---: |',
    ...rows.map(([id, kind]) => `| \`${id}\` | ${kind.compared} | ${kind.same} |`),
    `| all | ${compared} | ${same} (${((100 * same) / compared).toFixed(1)}%) |`,
    '',
    ...different.map(
      ({ key, id, form, theirs }) => `- ${key}, \`${id}\`, ${form}: theirs ${theirs ? 'followed' : 'not followed'}`,
    ),
  ].join('\n')
}

if (import.meta.main) {
  const upstream = upstreamFolder()
  if (upstream === undefined) throw new Error('the published files are not here: name their folder by XEVAL_UPSTREAM')
  const evaluated = await ifevalAgreement(upstream)
  console.log(`IFEval, ${evaluated.answers} answers\n\n${table(evaluated.agreement)}\n`)
  for (const [name, value] of Object.entries(evaluated.totals)) console.log(`${name}: ${(100 * value).toFixed(2)}`)
  const benched = await ifbenchAgreement(upstream)
  console.log(`\nIFBench, ${benched.answers} answers\n\n${table(benched.agreement)}`)
}
