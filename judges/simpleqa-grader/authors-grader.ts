import {
  askTwice,
  defineJudge,
  type Judge,
  type JudgeContext,
  loadPrompt,
  type Message,
  pythonFormat,
  UnparsableReply,
  type UpstreamTemplate,
  XevalError,
} from 'xeval'
import { type AnswerLabel, answerLabels, questionOf } from 'xeval/judges/answer-exact'
import { readGrade, readGradeAsUpstream } from './grade.ts'

const reminder = (language: 'en' | 'zh') => loadPrompt(new URL(`./prompts/reminder-${language}.v1.md`, import.meta.url))
const reminders = { en: reminder('en'), zh: reminder('zh') }

export interface AuthorsGrader {
  name: string
  description: string
  citation: string
  upstream: UpstreamTemplate
  /** Names of the extracted templates: the user message by the sample's language, and the system message if there is one. */
  user(language: string): string
  system?: string
  /** Of a reply, in the authors' script. */
  maxTokens?: number
}

/**
 * A judge that asks in its authors' own words for A, B or C. A reply that is neither letter nor label gets one reminder,
 * then it is unparsable; with `--upstream-parsing` the authors' rule reads the first reply, and no reminder is sent.
 */
export const authorsGrader = ({ user, system, maxTokens, ...definition }: AuthorsGrader): Judge<AnswerLabel> =>
  defineJudge<AnswerLabel>({
    ...definition,
    version: 2,
    scale: answerLabels,
    model: 'required',
    prompts: Object.values(reminders),
    async judge(context) {
      const { name } = definition
      const text = fill(templateOf(name, context, user(context.sample.language)), context)
      const messages: Message[] = [
        ...(system === undefined ? [] : [{ role: 'system' as const, content: templateOf(name, context, system) }]),
        { role: 'user', content: text },
      ]
      const question = { messages, ...(maxTokens !== undefined && { maxTokens }) }
      if (context.options.upstreamParsing) {
        const raw = (await context.ask(question)).text
        return { label: readGradeAsUpstream(raw), via: 'upstream-parsing', raw }
      }
      const { value, raw, repaired } = await askTwice(
        context.ask,
        question,
        reminders[context.sample.language === 'zh' ? 'zh' : 'en'].render({}),
        readGrade,
        (reply: string) => new UnparsableReply(name, reply, 'A, B or C, or its label'),
      )
      return { label: value, via: repaired ? 'repaired' : 'model', raw }
    },
  })

/** The authors' file knows one gold answer, so of several the first is shown. */
function fill(template: string, { sample, completion }: JudgeContext): string {
  const { text, golds } = questionOf(sample)
  return pythonFormat(template, { question: text, target: golds[0] ?? '', predicted_answer: completion.text })
}

function templateOf(judge: string, { templates }: JudgeContext, part: string): string {
  const text = Object.hasOwn(templates, part) ? templates[part] : undefined
  if (text !== undefined) return text
  throw new XevalError(
    'template',
    `${judge} uses its authors' prompts, but their template "${part}" has not been pulled`,
    {
      hint: `Run: xeval pull ${judge}`,
    },
  )
}

/** A grader's template must hold each of its three holes. */
export function checkHoles(template: string, where: string): string {
  const missing = ['question', 'target', 'predicted_answer'].filter(hole => !template.includes(`{${hole}}`))
  if (missing.length === 0) return template
  throw new XevalError('template', `${where} has no placeholder ${missing.map(hole => `{${hole}}`).join(', ')}`, {
    hint: 'The authors’ file is not the version that this judge was written for; please report this.',
  })
}
