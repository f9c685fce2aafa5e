import { pythonConstant, pythonFormat, XevalError } from 'xeval'

export interface AutoJTemplates extends Record<string, string> {
  /** One response, with `{prompt}` and `{response}`. */
  'single-en': string
  'single-zh': string
  /** Two responses, with `{response_another}` besides. */
  'pairwise-en': string
  'pairwise-zh': string
  /** The raw prompt around a question, with `{input}`; upstream takes it for the bilingual model too. */
  wrapper: string
}

/** The templates in the authors' two files of constants, English and Chinese. */
export function extractTemplates(english = '', chinese = ''): AutoJTemplates {
  const one = { prompt: '', response: '' }
  const two = { ...one, response_another: '' }
  return {
    'single-en': constant(english, 'single', one),
    'single-zh': constant(chinese, 'zh_single', one),
    'pairwise-en': constant(english, 'pairwise_tie', two),
    'pairwise-zh': constant(chinese, 'zh_pairwise_tie', two),
    wrapper: constant(english, 'PROMPT_INPUT_WO_SYSTEM', { input: '' }),
  }
}

export function templateOf(templates: Readonly<Record<string, string>>, name: keyof AutoJTemplates & string): string {
  const text = Object.hasOwn(templates, name) ? templates[name] : undefined
  if (text !== undefined) return text
  throw new XevalError('template', `auto-j is asked in its authors' words, and their template "${name}" is not here`, {
    hint: 'Run: xeval pull judge:auto-j',
  })
}

/** What would begin a turn, or end the data, in untrusted text is broken by a zero-width space. */
export const breakMarkers = (text: string): string =>
  text.replace(/\[\/?INST\]|<<\/?SYS>>|<\/?s>|\[(?:BEGIN|END) DATA\]/gi, found => `${found[0]}\u200b${found.slice(1)}`)

/** The constant, once it is known to take exactly these values. */
function constant(source: string, name: string, values: Readonly<Record<string, string>>): string {
  const text = pythonConstant(source, name)
  pythonFormat(text, values)
  return text
}
