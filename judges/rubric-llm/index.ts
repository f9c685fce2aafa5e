/**
 * A label by any strong model, by criteria of the task's own: the task gives criteria and labels, xeval the bilingual prompt around them.
 * Criteria may also be a column, `criteria` among the metadata of a sample.
 */
import {
  askTwice,
  defineJudge,
  fence,
  type Judge,
  type JudgeContext,
  judgeSettings,
  loadPrompt,
  makePrompt,
  type Prompt,
  parseVerdict,
  type Sample,
  UnparsableReply,
  XevalError,
} from 'xeval'
import { z } from 'zod'

const prompt = (file: string) => loadPrompt(new URL(`./prompts/${file}.v1.md`, import.meta.url))
const english = { verdict: prompt('rubric-en'), reminder: prompt('reminder-en') }
const chinese = { verdict: prompt('rubric-zh'), reminder: prompt('reminder-zh') }
const ours: readonly Prompt[] = [...Object.values(english), ...Object.values(chinese)]

const label = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u, 'expected a label of letters, digits, spaces, _ and -')

const Settings = z.strictObject({
  labels: z.array(label).min(2).max(10).optional().describe('What the judge may say. Default: pass, fail'),
  criteria: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('What each label is for. Default: the column `criteria`, which `keep` names'),
})
type Settings = z.infer<typeof Settings>

type Labels = readonly [string, string, ...string[]]
const usual: Labels = ['pass', 'fail']

const judgeWith = ({ labels: given, criteria }: Settings): Judge<string> => {
  const [first = 'pass', second = 'fail', ...others] = given ?? usual
  const labels: Labels = [first, second, ...others]
  return defineJudge<string>({
    name: 'rubric-llm',
    version: 1,
    description: 'One of the task’s labels, by any strong model and the task’s own criteria',
    scale: labels,
    model: 'required',
    prompts: [...ours, ...(criteria === undefined ? [] : [makePrompt('rubric-criteria.v1', criteria)])],
    settings,
    unfit: sample =>
      (criteria ?? criteriaOf(sample)) === undefined
        ? 'it has no criteria; set `criteria` of the judge, or keep a column of that name'
        : undefined,
    judge: context => verdictOf(context, labels, criteria),
  })
}

async function verdictOf(context: JudgeContext, labels: Labels, given: string | undefined) {
  const { sample, completion, ask } = context
  const { verdict, reminder } = sample.language === 'zh' ? chinese : english
  const criteria = given ?? criteriaOf(sample)
  if (criteria === undefined)
    throw new XevalError('no-criteria', `rubric-llm has no criteria for sample ${sample.id}`, {
      hint: 'Use it in a task, which sets `criteria`.',
    })
  const reference = sample.target?.join('\n\n')
  const tags = ['criteria', 'question', 'reference', 'answer']
  const content = verdict.render({
    labels: labels.map(one => JSON.stringify(one)).join(', '),
    criteria: fence('criteria', criteria, tags),
    question: fence('question', conversation(sample), tags),
    reference: reference === undefined ? '' : fence('reference', reference, tags),
    answer: fence('answer', completion.text, tags),
  })
  const { value, raw, repaired } = await askTwice(
    ask,
    {
      messages: [{ role: 'user', content }],
      responseFormat: { name: 'verdict', schema: schemaOf(labels) },
      maxTokens: 1024,
    },
    reminder.render({}),
    reply => parseVerdict(reply, labels),
    reply => new UnparsableReply('rubric-llm', reply, `a JSON verdict of ${labels.join(' | ')}`),
  )
  return { ...value, via: repaired ? 'repaired' : 'model', raw }
}

const schemaOf = (labels: Labels) => ({
  type: 'object',
  properties: { rationale: { type: 'string' }, label: { type: 'string', enum: labels } },
  required: ['rationale', 'label'],
  additionalProperties: false,
})

function criteriaOf({ metadata }: Sample): string | undefined {
  const { criteria } = metadata
  return typeof criteria === 'string' && criteria.trim() !== '' ? criteria : undefined
}

/** A lone question as it is; a dialogue with its roles. */
const conversation = ({ input }: Sample): string =>
  input.length === 1 ? (input[0]?.content ?? '') : input.map(({ role, content }) => `${role}: ${content}`).join('\n\n')

const settings = judgeSettings(Settings, judgeWith)

export default judgeWith({})
