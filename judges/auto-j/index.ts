/**
 * Auto-J (Li et al., 2023, https://arxiv.org/abs/2310.05470): a 13B model trained to write a critique and a rating of
 * 1–10, in English and (the bilingual 6B one) Chinese, asked in its authors' own words at temperature 0. Over raw
 * completions the question stands in their Llama 2 wrapper, over chat completions it is one user message.
 */
import {
  askTwice,
  defineJudge,
  fillHoles,
  type JudgeContext,
  type JudgeQuestion,
  loadPrompt,
  pythonFormat,
  type Sample,
  UnparsableReply,
  XevalError,
} from 'xeval'
import { type AutoJLanguage, readAsUpstream, readRating } from './read-rating.ts'
import { breakMarkers, extractTemplates, templateOf } from './template.ts'

export {
  type JudgedPair,
  mapBack,
  type PairwiseFigures,
  type Preference,
  pairwiseFigures,
  pairwiseQuestion,
  type ResponsePair,
  readDecision,
  readDecisionAsUpstream,
  readVote,
  swapped,
} from './pairwise.ts'

const commit = '2ae17a3965d933232e9cd50302aa0f176249c83b'
const folder = `https://raw.githubusercontent.com/GAIR-NLP/auto-j/${commit}/codes/usage`

const reminders = {
  en: loadPrompt(new URL('./prompts/reminder-en.v1.md', import.meta.url)),
  zh: loadPrompt(new URL('./prompts/reminder-zh.v1.md', import.meta.url)),
}

const expected = { en: '`Rating: [[n]]` with n from 1 to 10', zh: '`评分: [[n]]` with n from 1 to 10' }

export default defineJudge({
  name: 'auto-j',
  version: 2,
  description: 'A rating of 1–10 by GAIR’s Auto-J model, in its authors’ words (xeval pull judge:auto-j)',
  scale: { min: 1, max: 10 },
  model: 'required',
  prompts: Object.values(reminders),
  caution: {
    en: 'Its ratings bunch: 201 of the 231 that its authors published are 4, 5 or 6.',
    zh: '该评判者的评分过于集中：原作者公布的 231 个评分中有 201 个是 4、5 或 6。',
  },
  citation: `@inproceedings{li2024generative,
  title = {Generative Judge for Evaluating Alignment},
  author = {Li, Junlong and Sun, Shichao and Yuan, Weizhe and Fan, Run-Ze and Zhao, Hai and Liu, Pengfei},
  booktitle = {The Twelfth International Conference on Learning Representations},
  year = {2024}
}`,
  upstream: {
    files: [
      {
        name: 'constants_prompt.py',
        url: `${folder}/constants_prompt.py`,
        sha256: 'd2f072989e1952c5cc346724374069b3a71924809c03c5d799de517559cb9e59',
      },
      {
        name: 'zh_constants_prompt.py',
        url: `${folder}/zh_constants_prompt.py`,
        sha256: 'c692c14e09c7e19af657d10f20576ea7314a30289005917cda931ccaf377ec6f',
      },
    ],
    commit: commit.slice(0, 7),
    extract: extractTemplates,
  },
  async judge(context) {
    const { sample, options, ask } = context
    const language = languageOf(sample)
    const question = questionOf(context, language)
    const refuse = (raw: string) => new UnparsableReply('auto-j', raw, expected[language])
    if (options.upstreamParsing || options.api === 'completions') {
      const raw = (await ask(question)).text
      const read = options.upstreamParsing ? labelled(readAsUpstream(raw, language)) : readRating(raw, language)
      if (read === undefined) throw refuse(raw)
      return { ...read, via: options.upstreamParsing ? 'upstream-parsing' : 'model', raw }
    }
    const read = (reply: string) => readRating(reply, language)
    const { value, raw, repaired } = await askTwice(ask, question, reminders[language].render({}), read, refuse)
    return { ...value, via: repaired ? 'repaired' : 'model', raw }
  },
})

const labelled = (label: number | undefined) => (label === undefined ? undefined : { label })

function languageOf({ id, language }: Sample): AutoJLanguage {
  if (language === 'en' || language === 'zh') return language
  throw new XevalError('judge-language', `auto-j judges English and Chinese, and sample ${id} is in "${language}"`, {
    hint: 'Judge samples of other languages with --judge rating-llm=REF.',
  })
}

function questionOf({ sample, completion, options, templates }: JudgeContext, language: AutoJLanguage): JudgeQuestion {
  // The authors insert text as it is; figures that must match theirs do too.
  const shield = options.upstreamParsing ? (text: string) => text : breakMarkers
  const content = pythonFormat(templateOf(templates, `single-${language}`), {
    prompt: shield(instructionOf(sample)),
    response: shield(completion.text),
  })
  const raw = options.api === 'completions'
  return {
    messages: [{ role: 'user', content }],
    ...(raw ? { prompt: fillHoles(templateOf(templates, 'wrapper'), { input: content }) } : {}),
    maxTokens: 1024,
  }
}

/** The template knows one turn of each side, so a dialogue of more has no place in it. */
function instructionOf({ id, input }: Sample): string {
  const [turn, ...more] = input.filter(({ role }) => role !== 'system')
  if (turn?.role === 'user' && more.length === 0) return turn.content
  throw new XevalError('judge-input', `auto-j judges the reply to one user message, and sample ${id} has other turns`, {
    hint: 'Judge dialogues with --judge rating-llm=REF.',
  })
}
