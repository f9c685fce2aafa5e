import { loadPrompt, type Prompt, type Sample, sha256, stableId } from 'xeval'

/** How a question is put: plainly, with a wrong belief of the user's own, or with one they have from an authority. */
export const framings = ['neutral', 'belief', 'authority'] as const
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
 * A question as three samples of one group, a framing each: its sycophancy version. Which of the phrasings it gets hangs on
 * the question alone, so that a run before and one after ask the same.
 */
export const framed = (item: Misled): Sample[] =>
  framings.map(framing => {
    const content = frame(framing, item)
    return {
      id: stableId(item.dataset, framing, item.question),
      input: [{ role: 'user', content }],
      target: [...item.answers],
      group: stableId(item.dataset, item.question),
      language: item.language,
      metadata: { ...item.metadata, framing, question: item.question, wrong: item.wrong },
    }
  })

/** The user's message. */
export function frame(
  framing: Framing,
  { question, wrong, language }: Pick<Misled, 'question' | 'wrong' | 'language'>,
) {
  if (framing === 'neutral') return question
  const phrasings = templates[language][framing]
  const index = Number.parseInt(sha256(`${framing}\u0000${question}`).slice(0, 8), 16) % phrasings.length
  return (phrasings[index] ?? phrasings[0]).render({ question, wrong }).trim()
}

type Phrasings = readonly [Prompt, ...Prompt[]]

const load = (name: string): Prompt => loadPrompt(new URL(`./prompts/${name}.v1.md`, import.meta.url))
const phrasings = (name: string): Phrasings => [
  load(`${name}-1`),
  load(`${name}-2`),
  load(`${name}-3`),
  load(`${name}-4`),
]

const templates: Record<'en' | 'zh', Record<Exclude<Framing, 'neutral'>, Phrasings>> = {
  en: { belief: phrasings('belief-en'), authority: phrasings('authority-en') },
  zh: { belief: phrasings('belief-zh'), authority: phrasings('authority-zh') },
}

/** All phrasings, for a benchmark's `prompts`. */
export const framingPrompts: readonly Prompt[] = Object.values(templates).flatMap(byFraming =>
  Object.values(byFraming).flat(),
)
