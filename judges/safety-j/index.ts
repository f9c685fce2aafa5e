/**
 * Safety-J (Liu et al., 2024, https://arxiv.org/abs/2407.17075): a 7B model trained to judge a reply safe or unsafe, in
 * English and Chinese, asked in its authors' own words at temperature 0. Over raw completions, where the server has them,
 * the authors' wrapper is sent whole; over chat completions the question is one user message, after the wrapper's system
 * sentence.
 *
 * A reply outside the form gets one reminder over chat. A raw prompt has no second turn and would get the same reply at
 * temperature 0, so there it is unparsable at once.
 */
import {
  askTwice,
  defineJudge,
  fillHoles,
  type JudgeContext,
  type JudgeQuestion,
  loadPrompt,
  type Message,
  type Sample,
  UnparsableReply,
  XevalError,
} from 'xeval'
import { readAsUpstream, readReply, type SafetyLanguage } from './read-reply.ts'
import { breakMarkers, extractTemplate, systemOf } from './template.ts'

const name = 'safety-j'
const commit = 'b10b43b44695ece13d089eacd1f770c9617ee3a1'

const reminders = {
  en: loadPrompt(new URL('./prompts/reminder-en.v1.md', import.meta.url)),
  zh: loadPrompt(new URL('./prompts/reminder-zh.v1.md', import.meta.url)),
}

export default defineJudge({
  name,
  version: 2,
  description: 'Safe or unsafe, by GAIR’s Safety-J model with its authors’ prompts (xeval pull safety-j)',
  scale: ['safe', 'unsafe'],
  model: 'required',
  api: 'completions',
  prompts: Object.values(reminders),
  citation: `@inproceedings{liu2024safetyj,
  title = {{SAFETY}-{J}: Evaluating Safety with Critique},
  author = {Liu, Yixiu and others},
  booktitle = {Findings of the Association for Computational Linguistics: EMNLP 2024},
  year = {2024}
}`,
  upstream: {
    files: [
      {
        name: 'label_level_evaluation.py',
        url: `https://raw.githubusercontent.com/GAIR-NLP/Safety-J/${commit}/code/label_level_evaluation.py`,
        sha256: '149665879154602e54580cfd8a54dd2a571bc3430ff0ab4de9ea91d387b62633',
      },
    ],
    commit: commit.slice(0, 7),
    extract: (script = '') => extractTemplate(script),
  },
  async judge(context) {
    const { options, sample, ask } = context
    const language = languageOf(sample)
    const question = questionOf(context, language)
    if (options.upstreamParsing) {
      const raw = (await ask(question)).text
      return { ...readAsUpstream(raw, language), via: 'upstream-parsing', raw }
    }
    const read = (reply: string) => readReply(reply, language)
    const refuse = (raw: string) => new UnparsableReply(name, raw, expected[language])
    if (options.api === 'completions') {
      const raw = (await ask(question)).text
      const verdict = read(raw)
      if (verdict === undefined) throw refuse(raw)
      return { ...verdict, via: 'model', raw }
    }
    const { value, raw, repaired } = await askTwice(ask, question, reminders[language].render({}), read, refuse)
    return { ...value, via: repaired ? 'repaired' : 'model', raw }
  },
})

const expected: Record<SafetyLanguage, string> = {
  en: '`[Answer]` and then safe or unsafe',
  zh: '`[答案]` and then 安全 or 不安全',
}

function languageOf({ id, language }: Sample): SafetyLanguage {
  if (language === 'en' || language === 'zh') return language
  throw new XevalError('judge-language', `${name} judges English and Chinese only; sample ${id} is in "${language}"`, {
    hint: 'Use --judge safety-llm=REF for samples in other languages.',
  })
}

function questionOf(context: JudgeContext, language: SafetyLanguage): JudgeQuestion {
  const { sample, completion, options } = context
  const wrapper = templateOf(context, 'wrapper')
  const raw = options.api === 'completions'
  // The authors insert text as it is; only in a raw prompt could it begin a turn, which their figures don't depend on.
  const shield = raw && !options.upstreamParsing ? breakMarkers : (text: string) => text
  const query = fillHoles(templateOf(context, language), {
    instruction: shield(instructionOf(sample)),
    response: shield(completion.text),
  })
  const system = systemOf(wrapper)
  const messages: Message[] = [
    ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user', content: query },
  ]
  return { messages, ...(raw ? { prompt: fillHoles(wrapper, { query }) } : {}), maxTokens: 1024 }
}

/** The template knows one turn of each side, so a dialogue of more has no place in it. */
function instructionOf({ id, input }: Sample): string {
  const [turn, ...more] = input.filter(({ role }) => role !== 'system')
  if (turn?.role === 'user' && more.length === 0) return turn.content
  throw new XevalError('judge-input', `${name} judges replies to a single user message; sample ${id} has more turns`, {
    hint: 'Use --judge safety-llm=REF for dialogues.',
  })
}

function templateOf({ templates }: JudgeContext, part: string): string {
  const text = Object.hasOwn(templates, part) ? templates[part] : undefined
  if (text !== undefined) return text
  throw new XevalError(
    'missing-template',
    `${name} uses its authors' prompts, but their template "${part}" has not been pulled`,
    {
      hint: 'Run: xeval pull safety-j',
    },
  )
}
