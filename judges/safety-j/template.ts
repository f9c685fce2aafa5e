import { pythonFStrings, XevalError } from 'xeval'

export interface SafetyTemplate extends Record<string, string> {
  /** The question in English and in Chinese, with `{instruction}` and `{response}`. */
  en: string
  zh: string
  /** The raw prompt around a question, with `{query}`. */
  wrapper: string
}

/** The three f-strings of `create_query` in the authors' label-level script: the English one comes first. */
export function extractTemplate(script: string): SafetyTemplate {
  const strings = pythonFStrings(script, 'create_query').filter(({ formatted }) => formatted)
  const [en, zh, ...others] = strings.filter(({ target }) => target === 'query')
  const [wrapper, ...returned] = strings.filter(({ target }) => target === 'return')
  if (!en || !zh || !wrapper || others.length + returned.length > 0) {
    throw unexpected('two f-strings assigned to `query` and one that is returned')
  }
  for (const [{ text, whole }, names] of [
    [en, ['instruction', 'response']],
    [zh, ['instruction', 'response']],
    [wrapper, ['query']],
  ] as const) {
    const once = names.every(name => text.split(`{${name}}`).length === 2)
    if (!whole || !once) throw unexpected(`f-strings that hold ${names.map(name => `{${name}}`).join(' and ')} once`)
  }
  return { en: en.text, zh: zh.text, wrapper: readWrapper(wrapper.text) }
}

/**
 * The system sentence of the wrapper: what stands before the user's turn, without the markers of turns. Empty where
 * there is none.
 */
export function systemOf(wrapper: string): string {
  const before = wrapper.slice(0, userTurn.exec(wrapper)?.index ?? 0)
  return before.replace(systemTurn, '').replace(new RegExp(marker, 'g'), '').trim()
}

const marker = String.raw`(?:<\|\w+\|>|\[UNUSED_TOKEN_\d+\]|<s>|</s>)`
const systemTurn = new RegExp(String.raw`${marker}\s*system\s*\n`)
const userTurn = new RegExp(String.raw`${marker}\s*user\s*\n`)

/** Breaks the markers of turns in untrusted text by a zero-width space, so that it can't begin a turn of its own. */
export const breakMarkers = (text: string): string =>
  text.replace(new RegExp(marker, 'g'), found => `${found[0]}\u200b${found.slice(1)}`)

function readWrapper(text: string): string {
  const turn = userTurn.exec(text)
  if (!turn || text.indexOf('{query}') < turn.index) throw unexpected('a wrapper with {query} in a user turn')
  return text
}

const unexpected = (expected: string): XevalError =>
  new XevalError('template', `safety-j: \`create_query\` in the authors' script does not have ${expected}`, {
    hint: 'Pull the pinned version again: xeval pull safety-j',
  })
