import { fold } from './fold.ts'
import { type Finder, finder } from './mentions.ts'
import { asksPerson, nameFinder, untitled } from './names.ts'

/** The gold as it stands, without a closing remark in brackets, and that remark where it is another name or in another script. */
export function variants(gold: string): string[] {
  const trimmed = gold.replace(/\s+/g, ' ').trim()
  const [, outside, inside] = /^([^(（]+)[(（]([^()（）]+)[)）]$/u.exec(trimmed) ?? []
  if (outside === undefined || inside === undefined) return [trimmed]
  const scripts = [outside, inside].map(part => /\p{Script=Han}/u.test(part))
  const [, alias] =
    /^(?:also known as|a\.?k\.?a\.?|also called|formerly|or|又称|又名|也称|亦称|即|或)\s*(.+)$/iu.exec(inside) ?? []
  const other = alias ?? (scripts[0] !== scripts[1] && /\p{L}{2}/u.test(inside) ? inside : undefined)
  return [trimmed, outside.trim(), ...(other === undefined ? [] : [other.trim()])]
}

/** What finds a gold answer in a sentence, in each of its forms. */
export function findersOf(golds: readonly string[], question: string): Finder[] {
  const isPerson = asksPerson(question)
  return golds.flatMap(gold => {
    const others = [...untitledForm(gold), ...dynasty(gold), ...university(gold), ...withoutKind(gold, question)]
    const name = isPerson ? nameFinder(gold) : undefined
    return [...[gold, ...others].map(finder), ...(name === undefined ? [] : [name])]
  })
}

function untitledForm(gold: string): string[] {
  const bare = untitled(fold(gold))
  return bare !== fold(gold) && bare.includes(' ') ? [bare] : []
}

/** 唐代 and 唐朝. */
function dynasty(gold: string): string[] {
  const [, name, end] = /^([\p{Script=Han}]{1,2})([代朝])$/u.exec(gold) ?? []
  return name === undefined ? [] : [`${name}${end === '代' ? '朝' : '代'}`]
}

/** 内江 for 内江市 where a 城市 is asked for, 拉裕 for the ship 拉裕号. */
function withoutKind(gold: string, question: string): string[] {
  const [, name, kind] = /^(\p{Script=Han}{2,8})([市省县区州镇乡村号])$/u.exec(gold) ?? []
  return name === undefined || kind === undefined || !(question.includes(kind) || kind === '号') ? [] : [name]
}

/** `University of Naples` and `Naples University`. */
function university(gold: string): string[] {
  const [, kind, of] = /^(University|College) of ([\p{L}\s'-]+)$/u.exec(gold) ?? []
  return kind === undefined || of === undefined ? [] : [`${of} ${kind}`]
}
