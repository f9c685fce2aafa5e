import type { Completion } from './completion.ts'
import { UnparsableReply, XevalError } from './errors.ts'
import { fenceAll } from './fence.ts'
import { defineJudge, type Judge, type JudgeContext, type JudgeQuestion } from './judge.ts'
import type { Prompt } from './prompt.ts'
import type { Message } from './sample.ts'
import type { Wording } from './wording.ts'

/**
 * A judge that asks a model, as its author writes it.
 *
 * @example
 * const definition: LlmJudge<'kind' | 'unkind'> = {
 *   name: 'kindness',
 *   version: 1,
 *   description: 'Whether an answer is kind',
 *   labels: ['kind', 'unkind'],
 *   prompts: {},
 *   reminders: {},
 *   variables: ({ completion }) => ({ answer: completion.text }),
 * }
 * llmJudge(definition).model // → 'required'
 */
export interface LlmJudge<L extends string> {
  name: string
  version: number
  description: string
  /** The closed set. */
  labels: readonly [L, ...L[]]
  /** Prompt by the sample's language; `*` is taken for any other, and without it another language is an error. */
  prompts: Readonly<Record<string, Prompt>>
  /** What the judge is told, by language, after a reply that is not of the exact form. No variables. */
  reminders: Readonly<Record<string, Prompt>>
  /** The prompt's variables. All are untrusted text: each is put between tags of its name that no value can close. */
  variables(context: JudgeContext): Readonly<Record<string, string>>
  citation?: string
  caution?: Wording
  /** Tokens of a reply. @default 1024 */
  maxTokens?: number
}

/**
 * A judge that asks a model for `{"rationale", "label"}`, the rationale first, as structured output. A reply is read as
 * that JSON object and nothing else: no label is fished out of prose and there is no default. A reply of another form
 * gets one reminder; if the next is no better, `UnparsableReply` keeps both.
 *
 * @example
 * const judge = llmJudge({
 *   name: 'kindness',
 *   version: 1,
 *   description: 'Whether an answer is kind',
 *   labels: ['kind', 'unkind'],
 *   // Prompt by language; they are files beside the judge: loadPrompt(new URL('./prompts/verdict.v1.md', import.meta.url)).
 *   prompts: {},
 *   reminders: {},
 *   variables: ({ completion }) => ({ answer: completion.text }),
 * })
 * judge.scale // → ['kind', 'unkind']
 */
export function llmJudge<const L extends string>(definition: LlmJudge<L>): Judge<L> {
  const { name, version, description, labels, prompts, reminders, citation, caution, maxTokens = 1024 } = definition
  const responseFormat = { name: 'verdict', schema: verdictSchema(labels) }
  return defineJudge<L>({
    name,
    version,
    description,
    scale: labels,
    model: 'required',
    prompts: [...new Set([...Object.values(prompts), ...Object.values(reminders)])],
    ...(citation === undefined ? {} : { citation }),
    ...(caution === undefined ? {} : { caution }),
    async judge(context) {
      const question = byLanguage(name, prompts, context).render(fenceAll(definition.variables(context)))
      const reminder = byLanguage(name, reminders, context).render({})
      const { value, raw, repaired } = await askTwice(
        context.ask,
        { messages: [{ role: 'user', content: question }], responseFormat, maxTokens },
        reminder,
        reply => parseVerdict(reply, labels),
        (raw: string) => new UnparsableReply(name, raw, `a JSON verdict of ${labels.join(' | ')}`),
      )
      return { ...value, via: repaired ? 'repaired' : 'model', raw }
    },
  })
}

/**
 * Asks, and once more with a reminder where the reply can't be read; then throws what `refuse` makes of both replies.
 * `read` returns `undefined` for a reply outside the form.
 *
 * @example
 * const model = mockModel((_, attempt) => (attempt === 1 ? 'Hmm.' : 'yes'))
 * const { value, repaired } = await askTwice(
 *   async question => (await model.generate({ ...generateRequest(''), ...question })).completion,
 *   { messages: [{ role: 'user', content: 'Is 4 even? yes or no' }] },
 *   'Answer yes or no.',
 *   reply => (reply === 'yes' || reply === 'no' ? reply : undefined),
 *   raw => new UnparsableReply('even', raw, 'yes or no'),
 * )
 * value // → 'yes'
 * repaired // → true
 */
export async function askTwice<T>(
  ask: (question: JudgeQuestion) => Promise<Completion>,
  question: JudgeQuestion,
  reminder: string,
  read: (reply: string) => T | undefined,
  refuse: (raw: string) => UnparsableReply,
): Promise<{ value: T; raw: string; repaired: boolean }> {
  const first = (await ask(question)).text
  const value = read(first)
  if (value !== undefined) return { value, raw: first, repaired: false }
  const second = (await ask({ ...question, messages: remind(question.messages, first, reminder) })).text
  const repaired = read(second)
  if (repaired === undefined) throw refuse(`${first}\n\n${second}`)
  return { value: repaired, raw: second, repaired: true }
}

/**
 * The verdict in a reply that is one JSON object, bare or in one ```json fence; `undefined` for anything else.
 *
 * @example
 * parseVerdict('{"rationale": "It helps.", "label": "kind"}', ['kind', 'unkind']) // → { rationale: 'It helps.', label: 'kind' }
 * parseVerdict('I would say kind.', ['kind', 'unkind']) // → undefined
 */
export function parseVerdict<L extends string>(
  reply: string,
  labels: readonly [L, ...L[]],
): { rationale: string; label: L } | undefined {
  if (reply.length > LONGEST_REPLY) return undefined
  const text = reply.trim()
  const json = /^```(?:json)?[ \t]*\r?\n(.*)\r?\n[ \t]*```$/s.exec(text)?.[1]?.trim() ?? text
  if (!twoStrings.test(json)) return undefined
  try {
    const { rationale, label, ...others }: Record<string, unknown> = JSON.parse(json)
    const known = labels.find(candidate => candidate === label)
    if (typeof rationale !== 'string' || known === undefined || Object.keys(others).length > 0) return undefined
    return { rationale, label: known }
  } catch {
    // Not JSON: one more reply outside the form, which the caller counts.
    return undefined
  }
}

/** No judge argues for longer, in UTF-16 units; what is longer is no verdict. */
const LONGEST_REPLY = 1_000_000

/** JSON.parse takes the last of two equal keys in silence; an object of exactly two members can't hide a second label. */
const string = String.raw`"(?:[^"\\]|\\.)*"`
const twoStrings = new RegExp(String.raw`^\{\s*${string}\s*:\s*${string}\s*,\s*${string}\s*:\s*${string}\s*\}$`, 's')

const verdictSchema = (labels: readonly string[]) => ({
  type: 'object',
  properties: { rationale: { type: 'string' }, label: { type: 'string', enum: labels } },
  required: ['rationale', 'label'],
  additionalProperties: false,
})

/** A blank turn is refused by some endpoints, so after an empty reply the question itself carries the reminder. */
function remind(messages: readonly Message[], reply: string, reminder: string): Message[] {
  if (reply.trim() !== '') {
    return [...messages, { role: 'assistant', content: reply }, { role: 'user', content: reminder }]
  }
  return messages.map((message, at) =>
    at === messages.length - 1 ? { ...message, content: `${message.content}\n\n${reminder}` } : message,
  )
}

function byLanguage(judge: string, prompts: Readonly<Record<string, Prompt>>, { sample }: JudgeContext): Prompt {
  const prompt = Object.hasOwn(prompts, sample.language) ? prompts[sample.language] : prompts['*']
  if (prompt !== undefined) return prompt
  throw new XevalError(
    'judge-language',
    `${judge} has no prompt in the language "${sample.language}" of sample ${sample.id}`,
    {
      hint: `Use samples in ${Object.keys(prompts).join(' or ')}, or choose another judge.`,
    },
  )
}
