/**
 * The language that most of a text is in, among those of `langdetect`, on which the published verdicts rest: by script, and within a
 * script by its commonest words and by letters that only some languages have. A text without letters has no language. Where a few
 * words hold no sign of any, `langdetect` says whatever their spelling is nearest to, seldom English; here they are `und`.
 */
import { languagesOf, type ScriptName, scripts } from './scripts.ts'
import { signsOf } from './signs.ts'

/** A text in which no language can be told counts as being in the one that was asked for, as upstream. */
export function isIn(language: string, text: string): boolean {
  const found = detectLanguage(text)
  return found === undefined || found === language
}

export function detectLanguage(text: string): string | undefined {
  const sample = text.length > longest ? text.slice(0, longest) : text
  const script = commonestScript(sample)
  if (script === undefined) return undefined
  const [first, ...others] = languagesOf[script]
  return others.length === 0 ? first : likeliest(languagesOf[script], sample.toLowerCase().normalize('NFC'))
}

/** More characters don't change what a text is in. */
const longest = 50_000

function commonestScript(text: string): ScriptName | undefined {
  let best: ScriptName | undefined
  let most = 0
  let kana = 0
  for (const [name, letters] of scripts) {
    const found = text.match(letters)?.length ?? 0
    if (name === 'kana') kana = found
    if (found > most) [best, most] = [name, found]
  }
  return best === 'han' && kana > most / 10 ? 'kana' : best
}

/** Nothing of a language is in it: a name, or a word or two of which each could be of several languages. */
const undetermined = 'und'

function likeliest(languages: readonly string[], text: string): string {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  let best = undetermined
  let most = words.length > 2 ? 0 : 1
  for (const language of languages) {
    const { common, letters } = signsOf(language)
    const hits = words.filter(word => common.has(word)).length
    const score = hits + (letters === undefined ? 0 : (text.match(letters)?.length ?? 0) / 2)
    if (score > most) [best, most] = [language, score]
  }
  return best
}
