import { type Detect, no, undecided, yes } from '../detector.ts'
import { folded, withoutCode } from './text.ts'

/**
 * The answer is in another language than the question: by script, and among languages in Latin script by their commonest words.
 * Names, formulas and code tell nothing; a question that asks for another language, or is about words of one, is undecided.
 */
export const detectOtherLanguage: Detect = ({ question, answer }) => {
  const asked = languageOf(question, 2)
  const given = languageOf(answer)
  // A name or a number has no language.
  if (asked === undefined || given === undefined || asked === given) return no
  const sign = `${asked} → ${given}`
  const said = folded(question)
  return asksForLanguage.test(said) || namesOf[given]?.test(said) ? undecided(sign) : yes(sign)
}

const asksForLanguage =
  /\btranslat|\b(?:another|different|foreign|second|other|any|native|all|two|three|several) languages?\b|\bbilingual|\blanguage (?:of|other)|翻译|译成|译为|外语|双语|另一种语言/u

/** What a question calls a language or the languages of a script. */
const namesOf: Readonly<Record<string, RegExp>> = {
  zh: /chinese|mandarin|cantonese|[中汉华]文|[汉国]语|普通话|粤语/u,
  en: /english|英[文语]/u,
  fr: /french|法[文语]/u,
  de: /german|德[文语]/u,
  es: /spanish|西班牙[文语]/u,
  it: /italian|意大利[文语]/u,
  pt: /portuguese|葡萄牙[文语]/u,
  nl: /dutch|荷兰[文语]/u,
  ja: /japanese|日[文语]/u,
  ko: /korean|韩[文语]/u,
  cyrillic: /russian|bulgarian|ukrainian|serbian|俄[文语]/u,
  ar: /arabic|urdu|persian|farsi|阿拉伯[文语]/u,
  hi: /hindi|marathi|nepali|sanskrit|印地语/u,
  el: /greek|希腊[文语]/u,
  th: /\bthai\b|泰[文语]/u,
  he: /hebrew|希伯来[文语]/u,
}

/** More characters don't change what a text is in. */
const LONGEST = 40_000

/** A script or a language; nothing where there is too little to tell: of words in Latin script, `leastWords` none of which is known. */
export function languageOf(whole: string, leastWords = 6): string | undefined {
  const text = withoutCode(whole.slice(0, LONGEST))
    .replace(/https?:\/\/[^\s，。）)]{1,500}/g, ' ')
    .replace(/(?<![\p{L}])\p{Script=Latin}(?![\p{L}])/gu, ' ')
    .replace(/\$\$[^$]{0,2000}\$\$|\$[^$\n]{0,500}\$|\\[a-zA-Z]+/g, ' ')
  // A word of letters is about two characters of Chinese.
  const counts = scripts.map(([name, letters, weight]) => [name, (text.match(letters)?.length ?? 0) * weight] as const)
  const total = counts.reduce((sum, [, n]) => sum + n, 0)
  const [script, most] = counts.reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0])
  const kana = counts.find(([name]) => name === 'ja')?.[1] ?? 0
  if (script === 'zh') return kana > most / 8 ? 'ja' : most >= 2 ? 'zh' : undefined
  if (most < 3 || most < total / 2) return undefined
  return script === 'latin' ? latinLanguage(text, leastWords) : script
}

const scripts: readonly (readonly [string, RegExp, number])[] = [
  ['zh', /\p{Script=Han}/gu, 1],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 1],
  ['ko', /\p{Script=Hangul}/gu, 1],
  ['latin', /\p{Script=Latin}+/gu, 1.5],
  ['cyrillic', /\p{Script=Cyrillic}+/gu, 1.5],
  ['ar', /\p{Script=Arabic}+/gu, 1.5],
  ['hi', /\p{Script=Devanagari}+/gu, 1.5],
  ['el', /\p{Script=Greek}{2,}/gu, 1.5],
  ['th', /\p{Script=Thai}/gu, 0.5],
  ['he', /\p{Script=Hebrew}+/gu, 1.5],
]

const common: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the of and to in is are was were that it for on with as by this be from at have has had not but they you which or an their who what can will would its there been if more when into only one about i we he she his her my your do does did how yes no my than because so',
    fr: 'le la les des et est une du dans pour que qui sur avec pas au aux ce cette sont il elle nous vous par mais ou était être plus leur oui je',
    de: 'der die das und ist ein eine nicht zu den von mit auf für dem im des sich auch wird wurde sind ich wir sie es oder aber als bei nach ja nein',
    es: 'el la los las de y es una en que por con para del se no su al como más pero fue son está sí este esta lo un',
    it: 'il lo la gli di e è una che per con del della nel non si sono come più ma anche era questo questa dei',
    pt: 'o os as de e é uma em que por com para do da não se como mais mas foi são está isso ao dos das',
    nl: 'de het een en van is in dat op te voor met niet zijn aan er maar ook als was bij naar ik je',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
)

/** English unless the words of another language are clearly more. */
function latinLanguage(text: string, leastWords: number): string | undefined {
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? []
  const hits = (known: ReadonlySet<string>): number => [...new Set(words)].filter(word => known.has(word)).length
  let best: [string, number] = ['en', hits(common['en'] ?? new Set())]
  const english = best[1]
  for (const [language, known] of Object.entries(common)) {
    const found = hits(known)
    if (language !== 'en' && found > best[1]) best = [language, found]
  }
  const [language, most] = best
  if (language !== 'en')
    return most >= 3 && most >= 1.5 * english && most >= words.length / 8 ? language : english > 0 ? 'en' : undefined
  // A name or two is in no language.
  return most >= 2 || (most >= 1 && words.length <= 12) ? 'en' : words.length >= leastWords ? 'en' : undefined
}
