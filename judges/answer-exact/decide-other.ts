import { type Answer, whyUnsettled } from './answer.ts'
import { type AnswerQuestion, type Decision, sure } from './decision.ts'
import { type Echo, type Token, tokens } from './echo.ts'
import { digits, fold } from './fold.ts'
import { differ, kindOf } from './kinds.ts'
import { asksPerson, untitled } from './names.ts'
import { isGiven } from './position.ts'

interface Given {
  cased: string
  text: string
  /** The words that neither the question has nor any answer may have. */
  novel: readonly Token[]
  /** Those in one piece, where they stand together. */
  piece: string
}

/**
 * A short answer that names somebody or something else, of the same kind as the gold answer and with no part in common. Undefined
 * wherever it could be the same thing in other words: another script, a shared part, an abbreviation, a common noun.
 */
export function decideOther(
  answer: Answer,
  golds: readonly string[],
  question: AnswerQuestion,
  echo: Echo,
): Decision | undefined {
  const [only, ...more] = answer.sentences
  if (only === undefined || more.length > 0 || answer.text.length > 200 || answer.text.includes('?')) return undefined
  if (whyUnsettled(answer.text, fold(question.text)) !== undefined) return undefined
  const given = read(only.cased, only.text, echo)
  if (given === undefined) return undefined
  const inScript = golds.filter(gold => sameScript(gold, given.piece))
  const rules = [
    isOtherKind,
    isOtherNumber,
    isOtherLetter,
    isOtherPerson,
    isOtherWork,
    isOtherHanPerson,
    isOtherHanKind,
    isOtherHanPlace,
    isOtherHanWork,
    isOtherCode,
  ]
  const isOther =
    inScript.length > 0 && rules.some(rule => inScript.every(gold => rule(gold, given, question.text, echo)))
  return isOther ? sure('incorrect', 'another name') : undefined
}

/** The same country, language, dynasty or planet under another of its names, and nothing else. */
export function decideKind(answer: Answer, golds: readonly string[], echo: Echo): Decision | undefined {
  const [only, ...more] = answer.sentences
  const given =
    only === undefined || more.length > 0 || answer.text.length > 100 ? undefined : read(only.cased, only.text, echo)
  const said = given && kindOf(given.piece)
  const isSame =
    said !== undefined &&
    golds.some(gold => kindOf(fold(gold))?.key === said.key && kindOf(fold(gold))?.kind === said.kind)
  return isSame && whyUnsettled(answer.text, '') === undefined ? sure('correct', 'another name of the same') : undefined
}

type Rule = (gold: string, given: Given, question: string, echo: Echo) => boolean

function read(cased: string, text: string, echo: Echo): Given | undefined {
  const novel = echo.novel(text).filter(({ text }) => !/^\d{4}$/.test(text))
  const [first, last] = [novel[0], novel.at(-1)]
  return first === undefined || last === undefined
    ? undefined
    : { cased, text, novel, piece: text.slice(first.start, last.end) }
}

const sameScript = (gold: string, piece: string): boolean => {
  const scripts = [fold(gold), piece].map(text => `${/\p{Script=Han}/u.test(text)} ${/\p{Script=Latin}/u.test(text)}`)
  return scripts[0] === scripts[1]
}

/** Norway for Sweden, 宋代 for 唐代. */
const isOtherKind: Rule = (gold, { piece }) => {
  const [a, b] = [kindOf(fold(gold)), kindOf(piece)]
  return a !== undefined && b !== undefined && differ(a, b)
}

/** 第五条 for 第四条, `Season 3` for `Season 2`: the same name with another number. */
const isOtherNumber: Rule = (gold, { text }, _question, echo) => {
  const [own, said] = [digits(fold(gold)), digits(text)]
  const number = own.match(/\d+/g) ?? []
  const numbers = said.match(/\d+/g) ?? []
  if (number.length !== 1 || numbers.length !== 1 || number[0] === numbers[0]) return false
  const frame = own.replace(/\d+/, '#')
  return (
    frame.length > 1 &&
    said.replace(/\d+/, '#').includes(frame) &&
    echo.novel(said.replace(/\d+/, '#').replace(frame, ' ')).length === 0
  )
}

/** Another letter or option. */
const isOtherLetter: Rule = (gold, { cased }, question, echo) => {
  if (!/^\p{Lu}$/u.test(gold.trim())) return false
  const [, before, letter] = /^(.{0,60}?)(?<![\p{L}\d'])(\p{Lu})[\p{P}\s]*$/u.exec(cased) ?? []
  return (
    before !== undefined &&
    letter !== gold.trim() &&
    echo.novel(before.toLowerCase()).every(({ text }) => /^(?:option|choice|letter)$/.test(text)) &&
    question !== ''
  )
}

/** Two full names of people with no word in common. */
const isOtherPerson: Rule = (gold, given, question, echo) =>
  asksPerson(question) && isOtherName(gold, given, echo, gold.includes(' ') ? 2 : 1)

const works =
  /\b(?:which|what|the) (?:\w+ ){0,4}(?:albums?|songs?|singles?|films?|movies?|novels?|books?|operas?|plays?|poems?|city|town|village|university|college|school|river|lake|mountain|stadium|museum|airport)\b|主打歌|专辑|单曲|歌曲/i

/** Two titles or places with no word in common, where such a one was asked for. */
const isOtherWork: Rule = (gold, given, question, echo) => works.test(question) && isOtherName(gold, given, echo, 1)

function isOtherName(gold: string, { cased, text, novel, piece }: Given, echo: Echo, least: number): boolean {
  if (!/^["“《]?\p{Lu}/u.test(gold) || /\d|\p{Script=Han}/u.test(gold + piece)) return false
  const own = tokens(untitled(fold(gold))).filter(({ text }) => text.length > 1)
  if (own.length < least || own.some(a => tokens(text).some(b => isAkin(a.text, b.text, echo)))) return false
  const named = firstName(cased, novel)
  const [first, last] = [named[0], named.at(-1)]
  if (first === undefined || last === undefined || !isGiven(text, { start: first.start, end: last.end }, echo))
    return false
  const isShort = named.some(({ start, end }) => /^\p{Lu}{2,}$/u.test(cased.slice(start, end).replace(/[.']/g, '')))
  if (isShort || /^[\p{Lu}.\s]+$/u.test(gold) || novel.some(({ text }) => text.length === 1)) return false
  return named.length >= least && named.join(' ').length > 3
}

/** The first new words with a capital that stand together. */
function firstName(cased: string, novel: readonly Token[]): Token[] {
  const isCapital = ({ start }: Token) => /^\p{Lu}/u.test(cased.slice(start))
  const at = novel.findIndex(isCapital)
  const named: Token[] = []
  for (const token of at < 0 ? [] : novel.slice(at)) {
    const gap = cased.slice(named.at(-1)?.end ?? token.start, token.start)
    if (
      !isCapital(token) ||
      !/^(?:[ .'"-]{0,3}|["' .-]{0,2} ?(?:of|the|de|da|von|van|and|in|to|for|la|le) ?){0,2}$/.test(gap)
    )
      break
    named.push(token)
  }
  return named
}

/** Whether two words may be forms of one name. What the question has too tells nothing. */
function isAkin(a: string, b: string, echo: Echo): boolean {
  if (echo.novel(a).length === 0 || b.length < 2) return false
  return (
    a === b ||
    (a.length > 2 && b.length > 2 && a.slice(0, 3) === b.slice(0, 3)) ||
    (a.length > 3 && a.slice(-4) === b.slice(-4))
  )
}

/** Two full names of people, neither with a character of the other. */
const isOtherHanPerson: Rule = (gold, { novel, text, piece }, question) => {
  const own = gold.replace(/[^\p{Script=Han}]/gu, '')
  const said = novel.map(({ text }) => text).join('')
  const isName = piece.replace(/·/g, '') === said && /^\p{Script=Han}{2,9}$/u.test(said)
  return asksPerson(question) && own.length >= 2 && isName && !/[a-z]/.test(text) && disjoint(own, said)
}

/** 肾蕨科 for 骨碎补科: things of a kind that their names end with. */
const isOtherHanKind: Rule = (gold, { piece, text }) => {
  const own = gold.replace(/[^\p{Script=Han}]/gu, '')
  const [, core, kind] = suffix.exec(own) ?? []
  const at = kind === undefined ? -1 : piece.lastIndexOf(kind)
  const said = at < 0 ? piece : piece.slice(0, at)
  const isNamed = kind !== undefined && text.includes(said + kind) && /^\p{Script=Han}{2,6}$/u.test(said)
  return core !== undefined && core.length >= 2 && isNamed && disjoint(core, said)
}

const suffix =
  /^(\p{Script=Han}+)(科|属|目|号|县|市|省|州|寺|站|大学|学院|中学|博物馆|博物院|图书馆|公司|集团|出版社|研究所|医院|乡|镇|村)$/u

/** Two towns, provinces or countries, where such a one was asked for. */
const isOtherHanPlace: Rule = (gold, { piece, text }, question) => {
  const own = bareHan(gold)
  const isAsked = /首都|首府|省会|哪一?[座个](?:城市|国家|省份?|县|镇)|哪国/.test(question)
  return (
    isAsked && own.length >= 2 && /^\p{Script=Han}{2,8}$/u.test(piece) && !/[a-z]/.test(text) && disjoint(own, piece)
  )
}

/** Two titles in 《》 of a film, a song, a game. */
const isOtherHanWork: Rule = (gold, { text, novel }, question) => {
  const titles = Array.from(text.matchAll(/《([^《》]{2,30})》/g), match => match[1] ?? '')
  const isAsked =
    /电影|影片|专辑|歌曲|单曲|主题曲|主打歌|剧集|电视剧|综艺|节目|游戏/.test(question) && !/原著|改编/.test(question)
  const [title = ''] = titles
  const inTitle = novel.every(({ text }) => title.includes(text))
  return (
    isAsked &&
    titles.length === 1 &&
    inTitle &&
    bareHan(gold).length >= 2 &&
    /^\p{Script=Han}+$/u.test(title) &&
    disjoint(bareHan(gold), title)
  )
}

const codes =
  /代码|代号|缩写|编号|型号|光谱|\b(?:codes?|symbols?|abbreviation|acronym|designation|registration|number)\b/i

/** Another code, where one was asked for. */
const isOtherCode: Rule = (gold, { cased, novel }, question) => {
  const [only, ...more] = novel
  const said = only === undefined ? '' : cased.slice(only.start, only.end)
  const isCode = (text: string) =>
    /^(?=.*[\p{Lu}\d])[\p{Lu}\p{Ll}\d-]{2,10}$/u.test(text) && !/^\p{Lu}?\p{Ll}+$/u.test(text)
  return (
    codes.test(question) &&
    more.length === 0 &&
    isCode(gold.trim()) &&
    isCode(said) &&
    said.toLowerCase() !== gold.trim().toLowerCase()
  )
}

const bareHan = (gold: string): string => gold.replace(/[^\p{Script=Han}]/gu, '')

const disjoint = (a: string, b: string): boolean => !Array.from(a).some(character => b.includes(character))
