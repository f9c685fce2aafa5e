import { readJsonl } from 'xeval'
import { z } from 'zod'

/** Seven of the upstream responses are JSON numbers, the rest strings. */
const Response = z.object({
  model_name: z.string(),
  response: z.union([z.string(), z.number().transform(String)]),
  /** Whether it holds no factual error; null for one that says it doesn't know. */
  factuality: z.boolean().nullable(),
})

const Row = z.object({
  category: z.string().trim().min(1),
  prompt: z.string().trim().min(1),
  responses_and_factuality: z.array(Response).min(1),
  weight: z.int().min(1).max(3),
})

/** An item of the file with the labelled responses of seven models. */
export interface LabelledItem {
  line: number
  category: string
  prompt: string
  /** 1–3, by how many of the seven models failed. */
  weight: number
  responses: { model: string; text: string; factual: boolean | null }[]
  /** The distinct responses that are labelled factual: what an answer is compared with. Empty for an unusable item. */
  references: string[]
  /** The answer changes with time, so that the references may be out of date. */
  timeDependent: boolean
}

/** Every item of the file, the unusable ones too. Throws `malformed-row` with file and line. */
export async function* readItems(path: string): AsyncGenerator<LabelledItem> {
  for await (const { value, line } of readJsonl(path, Row)) {
    const { category, prompt, weight } = value
    const responses = value.responses_and_factuality.map(({ model_name, response, factuality }) => ({
      model: model_name,
      text: response.trim(),
      factual: factuality,
    }))
    const references = new Set(responses.filter(({ factual }) => factual).map(({ text }) => text))
    yield {
      line,
      category,
      prompt: unescaped(prompt),
      weight,
      responses,
      references: [...references],
      timeDependent: prompt.length <= 60 && now.test(prompt),
    }
  }
}

/** The prompts, not the responses, are escaped once too often where they hold LaTeX: `\\frac`, and `\n` for a line's end. */
const unescaped = (text: string): string =>
  text.replace(/\\([\\n"])/g, (_, character: string) => (character === 'n' ? '\n' : character)).trim()

/** Short prompts only: a legal case that speaks of now tells of a past. */
const now =
  /最近|最新|目前|现在|如今|当前|截至|截止|今年|去年|明年|近年|20(?:2[2-9]|[3-9]\d)年?以来|首富|现任|即将|将会|未来|202[2-9]年|s1[2-9]|过几次|阵容|iphone \d|windows \d/i
