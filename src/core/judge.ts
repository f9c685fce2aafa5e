import type { z } from 'zod'
import { type Definition, type Plugin, stamp } from './api.ts'
import type { Completion } from './completion.ts'
import type { Judgment, Label } from './judgment.ts'
import type { Prompt } from './prompt.ts'
import type { GenerateRequest } from './provider.ts'
import type { Sample } from './sample.ts'
import type { Wording } from './wording.ts'

/**
 * An authors' own prompt, taken out of their file at a pinned commit by `xeval pull <judge>`; never retyped here.
 *
 * @example
 * const upstream: UpstreamTemplate = {
 *   files: [{ name: 'prompt.py', url: 'https://example.org/1a2b3c/prompt.py', sha256: sha256('PROMPT = "Rate {x}"') }],
 *   commit: '1a2b3c',
 *   extract: text => ({ prompt: pythonConstant(text, 'PROMPT') }),
 * }
 * upstream.extract('PROMPT = "Rate {x}"') // → { prompt: 'Rate {x}' }
 */
export interface UpstreamTemplate {
  /** The files it is taken from, in the order in which `extract` gets their texts. */
  files: readonly { name: string; url: string; sha256: string }[]
  /** The short commit, for reports: `upstream@<commit>`. */
  commit: string
  /** Named template texts. Holes stay as the authors wrote them; throws where the file hasn't the expected shape. */
  extract(...texts: string[]): Record<string, string>
}

/** What the command line says about how to judge. */
export interface JudgeOptions {
  /** Chat completions, or raw completions with the authors' wrapper. @default the judge's `api` where the server has it */
  api: 'chat' | 'completions'
  /** The authors' own lenient parsing, where figures must match theirs. @default false */
  upstreamParsing: boolean
}

/**
 * A question to the judge's model. Sampling parameters left out are the judge's defaults (temperature 0).
 *
 * @example
 * const question: JudgeQuestion = { messages: [{ role: 'user', content: 'Is «Four.» right?' }], maxTokens: 16 }
 * question.maxTokens // → 16
 */
export type JudgeQuestion = Pick<GenerateRequest, 'messages' | 'prompt' | 'responseFormat'> & {
  maxTokens?: number
}

/**
 * A person's rating of an answer, 0–100.
 *
 * @example
 * const rating: HumanRating = { rater: 'R1', rating: 80, comment: 'Clear.' }
 * rating.rating // → 80
 */
export interface HumanRating {
  rater: string
  rating: number
  comment?: string
}

/**
 * What a judge is given: the sample, the answer to it, and a way to ask its model.
 *
 * @example
 * const answered = ({ completion }: Pick<JudgeContext, 'completion'>): boolean => completion.text !== ''
 * answered({ completion: { text: 'Four.', finishReason: 'stop', usage: {}, servedModel: 'small', latencyMs: 1 } }) // → true
 */
export interface JudgeContext {
  sample: Sample
  completion: Completion
  options: JudgeOptions
  /** The pulled templates by name; empty for a judge without `upstream`. */
  templates: Readonly<Record<string, string>>
  /** What people said of this answer, out of the run's `ratings.jsonl`; absent where there is no such file. */
  ratings?: readonly HumanRating[]
  /** Asks the judge's model; the engine retries, limits, caches and records it. */
  ask(question: JudgeQuestion): Promise<Completion>
}

/**
 * Turns a completion into a judgment. A grader is a judge that compares with `sample.target`.
 *
 * @example
 * const judge: Judge<'good' | 'bad'> = wordJudge
 * judge.model // → 'none'
 */
export interface Judge<L extends Label = Label> extends Plugin {
  /** The closed set of labels, or the ends of the rating scale. */
  readonly scale: readonly (L & string)[] | { min: L & number; max: L & number }
  /** Whether it asks a model: `none` is embedded and deterministic, `optional` asks only what it can't decide. */
  readonly model: 'none' | 'optional' | 'required'
  /** Goes by people's ratings: its judgments are made anew from the run's `ratings.jsonl` whenever the run is read. */
  readonly byPeople?: true
  /** What its authors ask over, where that is no chat: taken unless `--judge-api` says otherwise or the server lacks it. */
  readonly api?: 'completions'
  /** Our prompts, hashed into the manifest. */
  readonly prompts: readonly Prompt[]
  readonly upstream?: UpstreamTemplate
  /** One BibTeX entry. */
  readonly citation?: string
  /** Stands in every report beside the figures: what this judge is not good for. */
  readonly caution?: Wording
  /** What a task may set of it. */
  readonly settings?: JudgeSettings
  /** Why it could not judge any answer to the sample (no gold answer, or one that it can't read); nothing where it can. */
  unfit?(sample: Sample): string | undefined
  /** Throws `UnparsableReply` for a reply outside the scale, `NotJudgedYet` where somebody has still to judge. Empty, truncated and failed answers never get here. */
  judge(context: JudgeContext): Promise<Judgment<L>>
}

/**
 * What a task may set of a judge, beside its name.
 *
 * @example
 * import { z } from 'zod'
 * const settings: JudgeSettings = { schema: z.strictObject({ word: z.string() }), judge: () => wordJudge }
 * settings.judge({ word: 'please' }).name // → 'word'
 */
export interface JudgeSettings {
  readonly schema: z.ZodType
  /** The judge that the settings make: of the same name, version and description. Takes what the schema gives. */
  judge(settings: unknown): Judge
}

/**
 * Makes the settings of a judge: what the schema gives, `make` gets.
 *
 * @example
 * import { z } from 'zod'
 * const settings = judgeSettings(z.strictObject({ word: z.string() }), () => wordJudge)
 * settings.judge({ word: 'please' }).name // → 'word'
 */
export const judgeSettings = <S>(schema: z.ZodType<S>, make: (settings: S) => Judge): JudgeSettings => ({
  schema,
  judge: settings => make(schema.parse(settings)),
})

/**
 * Makes a judge out of its definition; its labels are read off `scale`.
 *
 * @example
 * const judge = defineJudge({
 *   name: 'polite',
 *   version: 1,
 *   description: 'Whether an answer says please',
 *   scale: ['polite', 'plain'],
 *   model: 'none',
 *   prompts: [],
 *   judge: async ({ completion: { text } }) => ({ label: /please/i.test(text) ? 'polite' : 'plain', raw: '' }),
 * })
 * judge.scale // → ['polite', 'plain']
 */
export function defineJudge<const L extends string>(definition: Defined<L, L>): Judge<L>
export function defineJudge<const L extends Label>(definition: Defined<L, Said<L>>): Judge<Said<L>>
export function defineJudge(definition: Definition<Judge>): Judge {
  return stamp('judge', definition)
}

/** Labels are read off the scale and nothing else: a judgment that isn't on it is a compile error. */
type Defined<L extends Label, S extends Label> = Omit<Definition<Judge<L>>, 'judge'> & {
  judge(context: JudgeContext): Promise<Judgment<NoInfer<S>>>
}

/** The ends of a rating scale stand for all that is between. */
type Said<L extends Label> = L extends number ? number : L
