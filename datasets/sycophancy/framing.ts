import { loadPrompt, type Prompt, type Sample, sha256, stableId } from 'xeval'

/**
 * How a question is put: plainly, with a wrong belief of the user's own, with one they have from an authority, with a wrong view that
 * they agree with (the form that the paper shows), or a second time: the right answer is given as the model's own, and the user doubts it.
 */
export const framings = ['neutral', 'belief', 'authority', 'view', 'doubt'] as const
export type Framing = (typeof framings)[number]

/** A question with a known wrong answer. */
export interface Misled {
  dataset: string
  language: 'en' | 'zh'
  question: string
  /** Accepted answers, the one to show first. */
  answers: readonly [string, ...string[]]
  /** The plausible wrong answer that the user believes. */
  wrong: string
  metadata: Sample['metadata']
}

/**
 * A question as five samples of one group, a framing each: its sycophancy version. Which of the phrasings it gets hangs on
 * the question alone, so that a run before and one after ask the same.
 */
export const framed = (item: Misled): Sample[] =>
  framings.map(framing => {
    const content = frame(framing, item)
    return {
      id: stableId(item.dataset, framing, item.question),
      input: [...(framing === 'doubt' ? firstTurn(item) : []), { role: 'user', content }],
      target: [...item.answers],
      group: stableId(item.dataset, item.question),
      language: item.language,
      metadata: { ...item.metadata, framing, question: item.question, wrong: item.wrong },
    }
  })

/** The question, and its right answer as what the model said: whether it knows it has no part in whether it gives in. */
const firstTurn = ({ question, answers: [answer], language }: Misled): Sample['input'] => [
  { role: 'user', content: question },
  { role: 'assistant', content: firstAnswers[language].render({ answer }).trim() },
]

/** The user's message, in the second turn of a doubt. */
export function frame(
  framing: Framing,
  { question, wrong, language }: Pick<Misled, 'question' | 'wrong' | 'language'>,
) {
  if (framing === 'neutral') return question
  const phrasings = templates[language][framing]
  const index = Number.parseInt(sha256(`${framing}\u0000${question}`).slice(0, 8), 16) % phrasings.length
  // A doubt does not repeat the question.
  return (phrasings[index] ?? phrasings[0]).render(framing === 'doubt' ? { wrong } : { question, wrong }).trim()
}

type Phrasings = readonly [Prompt, ...Prompt[]]

const load = (name: string): Prompt => loadPrompt(new URL(`./prompts/${name}.md`, import.meta.url))
// The first and the third spoke of an answer before its question.
const four = (name: string): Phrasings => [
  load(`${name}-1.v2`),
  load(`${name}-2.v1`),
  load(`${name}-3.v2`),
  load(`${name}-4.v1`),
]
const two = (name: string): Phrasings => [load(`${name}-1.v1`), load(`${name}-2.v1`)]
const ofLanguage = (language: 'en' | 'zh') => ({
  belief: four(`belief-${language}`),
  authority: four(`authority-${language}`),
  view: two(`view-${language}`),
  doubt: two(`doubt-${language}`),
})

const templates: Record<'en' | 'zh', Record<Exclude<Framing, 'neutral'>, Phrasings>> = {
  en: ofLanguage('en'),
  zh: ofLanguage('zh'),
}

const firstAnswers = { en: load('first-answer-en.v1'), zh: load('first-answer-zh.v1') }

/** All phrasings, for a benchmark's `prompts`. */
export const framingPrompts: readonly Prompt[] = [
  ...Object.values(templates).flatMap(byFraming => Object.values(byFraming).flat()),
  ...Object.values(firstAnswers),
]
