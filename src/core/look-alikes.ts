/**
 * The text with `(` in place of the bracket of whatever a reader may take for a tag of one of these names: with other brackets, slashes,
 * letters and scripts, with spaces, marks or invisible characters in it, or written as an entity or an escape. Takes linear time.
 */
export function breakTags(text: string, tags: readonly string[]): string {
  const names = tags.map(skeletonOf)
  return brackets.test(text)
    ? text.replace(allBrackets, (bracket: string, ...[at]: number[]) =>
        isTag(text, (at ?? 0) + bracket.length, names, /^[[{【「『〔]$/u.test(bracket)) ? '(' : bracket,
      )
    : text
}

/** The same with what servers may read as a token of a chat template, wherever it stands: `<|im_end|>`, `[/INST]`, `<end_of_turn>`. */
export const breakChatTokens = (text: string): string => text.replace(chatTokens, token => `(${token.slice(1)}`)

/** The name need not end there: `<answers>` is near enough. */
function isTag(text: string, from: number, names: readonly string[], mustClose: boolean): boolean {
  let left = names
  let read = 0
  let closes = false
  for (let at = from; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    at += character.length
    if (/[/\\／∕⁄⧸⟋╱﹨＼|｜]/u.test(character)) closes = true
    else if (!skipped.test(character) && !(read === 0 && /[!?=#:]/.test(character))) {
      const letter = skeletonOf(character)
      left = left.filter(name => name.startsWith(letter, read))
      if (letter === '' || left.length === 0) return false
      read += letter.length
      if (left.some(name => name.length <= read)) return closes || !mustClose
    }
  }
  return false
}

/** `<` and what looks like it, also as it is written in HTML, JSON and URLs; the others only open a closing tag. */
const bracketSource =
  '[<\uff1c\ufe64\u2039\u276e\u2770\u27e8\u2329\u3008\u300a\u226a\u00ab\u02c2\u02f1\u1438\u227a\u22d6\u27ea\u29fc]|&lt;?|&#0*60;?|&#x0*3c;?|\\\\u\\{?0*3c\\}?|\\\\x3c|%3c|[[{\u3010\u300c\u300e\u3014]'
const brackets = new RegExp(bracketSource, 'iu')
const allBrackets = new RegExp(bracketSource, 'giu')

/** What a reader overlooks between letters. */
const skipped = /^[\s\p{M}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\p{Pd}_.·•*~'"`]$/u

const known = new Map<string, string>()

/** Text as plain small Latin letters, as far as it looks like them. */
function skeletonOf(text: string): string {
  const found = known.get(text)
  if (found !== undefined) return found
  const plain = Array.from(
    text
      .normalize('NFKD')
      .replace(/[\p{M}_-]/gu, '')
      .toLowerCase(),
    letter => alike.get(letter) ?? letter,
  ).join('')
  if (known.size > 5000) known.clear()
  known.set(text, plain)
  return plain
}

/** Letters of other scripts and figures that look like a Latin letter; boxes and flags of letters. */
const alike = new Map<string, string>([
  ...Object.entries({
    a: 'аαɑᴀ4@∀ӑ',
    b: 'Ьвьᏼʙ8',
    c: 'сϲᴄⅽ',
    d: 'ԁᏧᴅⅾ',
    e: 'еєεҽᴇ3℮',
    f: 'ғϝꜰ',
    g: 'ɡցɢ9',
    h: 'һհʜ',
    i: 'іιıɪ1!ⅰӏ|',
    k: 'кκᴋ',
    l: 'ⅼʟ',
    m: 'мⅿᴍ',
    n: 'пոηɴи',
    o: 'оοօᴏ0σ',
    p: 'рρᴘ',
    q: 'ԛգ',
    r: 'гʀᴦ',
    s: 'ѕꜱ5$',
    t: 'тτᴛ7+',
    u: 'υսᴜц',
    v: 'νѵᴠⅴ',
    w: 'ԝѡωաᴡшщ',
    x: 'хχⅹ×',
    y: 'уγүʏ',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => Array.from(others, (other): [string, string] => [other, latin])),
  ...Array.from('abcdefghijklmnopqrstuvwxyz').flatMap((latin, at): [string, string][] =>
    [0x1f1e6, 0x1f150, 0x1f170].map(first => [String.fromCodePoint(first + at), latin]),
  ),
])

/** Shapes of special tokens, in any of the models' families: the exact bytes count here, so that no disguise has to be seen through. */
const chatTokens = new RegExp(
  [
    // ChatML, Llama 3, Phi, GLM, Harmony, DeepSeek
    '[<\uff1c](?=/?[|\uff5c])',
    // Llama 2 and Mistral; BERT's
    '\\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_[A-Z]+|MODEL_SETTINGS|IMG(?:_[A-Z]+)?|gMASK|sMASK|[CE]LS|SEP|MASK|PAD|UNK|BOS|EOS|UNUSED_TOKEN_\\d+)\\])',
    '<(?=</?SYS>>)',
    // SentencePiece's, Gemma, Baichuan, T5, tools, thoughts
    '<(?=/?(?:s|bos|eos|pad|unk|mask|sop|eop|eod|eot|ret|image|audio|think|thinking|system|user|assistant|human|bot|model|extra_id_?\\d+|unused_?\\d+|reserved_?\\d+|0x[0-9a-f]{2}|seed:\\w{1,40}|\\w{1,40}_(?:of_)?(?:turn|image|audio|text|token|tokens|calls?|response|results?|prefix|suffix|middle|separator)(?:_\\w{1,40})?)\\s*/?>)',
    '\\](?=<\\]|~[a-z!])',
  ].join('|'),
  'giu',
)
