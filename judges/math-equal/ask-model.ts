import { fenceAll, type JudgeContext, type Judgment, type Prompt, UnparsableReply, XevalError } from 'xeval'
import type { Extracted, Via } from './extract.ts'

export type MathLabel = 'correct' | 'incorrect'

/** Asks whether an answer that our rules can't compare means the same. Without a model the pair stays unscored, with the answer kept. */
export async function askAboutAnswer(
  context: JudgeContext,
  prompt: Prompt,
  { answer, via }: Extracted,
): Promise<Judgment<MathLabel>> {
  const otherwise = () =>
    new UnparsableReply('math-equal', answer, 'an answer that can be compared with the gold answer')
  const { word, text } = await ask(context, prompt, answer, otherwise)
  if (word !== 'same' && word !== 'different') throw new UnparsableReply('math-equal', text, '`same` or `different`')
  const path: `${Via}, model` = `${via}, model`
  return { label: word === 'same' ? 'correct' : 'incorrect', answer, via: path, raw: text }
}

/** Asks about a text in which no answer was found for certain. Without a model it stays unscored. */
export async function askAboutText(context: JudgeContext, prompt: Prompt): Promise<Judgment<MathLabel>> {
  const end = context.completion.text.slice(-longest)
  const { word, text } = await ask(context, prompt, end, () => new NoAnswer(end))
  if (word === 'none') return { label: 'incorrect', via: 'none, model', raw: text }
  if (word !== 'same' && word !== 'different')
    throw new UnparsableReply('math-equal', text, '`same`, `different` or `none`')
  return { label: word === 'same' ? 'correct' : 'incorrect', via: 'model', raw: text }
}

/** The text says no final answer in a way that can be found for certain; it may still say one. */
class NoAnswer extends XevalError {
  readonly raw: string

  constructor(text: string) {
    const message = {
      en: 'math-equal: no unambiguous final answer was found in the text',
      zh: 'math-equal：回答中没有可确认的最终答案。',
    }
    super('no-answer', message, {
      hint: {
        en: 'Use `--judge math-equal=REF` to have a model read such texts.',
        zh: '请用 `--judge math-equal=REF` 指定一个模型，由其读取这类回答。',
      },
    })
    this.raw = text
  }
}

async function ask({ sample, ask }: JudgeContext, prompt: Prompt, given: string, otherwise: () => XevalError) {
  const { question, reference, answer } = fenceAll({
    question: sample.input.at(-1)?.content ?? '',
    reference: (sample.target ?? []).join('\nor\n'),
    answer: given,
  })
  const content = prompt.render({ question, gold: reference, given: answer })
  const { text } = await ask({ messages: [{ role: 'user', content }], maxTokens: 16 }).catch(error => {
    throw XevalError.is(error) && error.code === 'no-judge-model' ? otherwise() : error
  })
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[`*."']/g, '')
  return { word, text }
}

const longest = 4000
