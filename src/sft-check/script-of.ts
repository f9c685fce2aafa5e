/** Scripts that a text's language is told by; several languages share the Latin one. */
export const scripts = ['latin', 'chinese', 'japanese', 'korean', 'cyrillic', 'arabic', 'other', 'none'] as const
export type Script = (typeof scripts)[number]

/** The script that most of a text's prose is in; `none` where there is but mathematics or code. */
export function scriptOf(text: string): Script {
  const prose = proseOf(text)
  const weights = weigh(prose)
  let most: Script = 'none'
  for (const [script, weight] of weights) if (weight > (weights.get(most) ?? 0)) most = script
  // Japanese is written with Chinese characters, too.
  const kana = weights.get('japanese') ?? 0
  return most === 'chinese' && kana > 0.1 * (weights.get('chinese') ?? 0) ? 'japanese' : most
}

/** Scripts other than a text's own of which it has a sentence, or the best part of one. */
export function foreignScripts(text: string, own: Script): Script[] {
  const prose = proseOf(text)
  const found: Script[] = []
  for (const [script, run] of sentences) if (script !== own && run.test(prose)) found.push(script)
  return found.filter(script => !(own === 'japanese' && script === 'chinese'))
}

/** Without mathematics, code, addresses and tags. */
const proseOf = (text: string): string =>
  text
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`|\$\$[\s\S]*?\$\$|\$[^$\n]*\$|\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]/g, ' ')
    .replace(/\\[a-zA-Z]+(?:\{[^{}]*\})*|https?:\/\/\S+|<[^<>\n]{1,40}>/g, ' ')

/** A word of the Latin script weighs as much as one and a half characters of Chinese. */
function weigh(prose: string): Map<Script, number> {
  const count = (pattern: RegExp): number => prose.match(pattern)?.length ?? 0
  return new Map<Script, number>([
    ['latin', count(/[\p{sc=Latin}][\p{sc=Latin}'’-]+/gu)],
    ['chinese', count(/\p{sc=Han}/gu) / 1.5],
    ['japanese', count(/[\p{sc=Hiragana}\p{sc=Katakana}]/gu) / 1.5],
    ['korean', count(/\p{sc=Hangul}+/gu)],
    ['cyrillic', count(/\p{sc=Cyrillic}{2,}/gu)],
    ['arabic', count(/\p{sc=Arabic}{2,}/gu)],
    [
      'other',
      count(
        /[\p{L}--\p{sc=Latin}--\p{sc=Han}--\p{sc=Hiragana}--\p{sc=Katakana}--\p{sc=Hangul}--\p{sc=Cyrillic}--\p{sc=Arabic}--\p{sc=Greek}]{2,}/gv,
      ),
    ],
  ])
}

const sentences: readonly (readonly [Script, RegExp])[] = [
  ['latin', /(?:\p{sc=Latin}[\p{sc=Latin}'’-]*[\s,]+){5,}\p{sc=Latin}{2,}/u],
  ['chinese', /\p{sc=Han}(?:[，、]?\p{sc=Han}){5,}/u],
  ['japanese', /[\p{sc=Hiragana}\p{sc=Katakana}]{4,}/u],
  ['korean', /\p{sc=Hangul}{2,}(?:\s+\p{sc=Hangul}+){2,}/u],
  ['cyrillic', /(?:\p{sc=Cyrillic}+[\s,]+){3,}\p{sc=Cyrillic}{2,}/u],
  ['arabic', /(?:\p{sc=Arabic}+[\s،]+){3,}\p{sc=Arabic}{2,}/u],
]
