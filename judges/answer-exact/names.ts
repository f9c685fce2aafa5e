import { fold } from './fold.ts'
import type { Finder } from './mentions.ts'

const titles =
  /^(?:(?:sir|dame|lord|lady|dr|prof|professor|mr|mrs|ms|miss|rev|reverend|capt|captain|gen|general|col|colonel|lt|president|king|queen|prince|princess|pope|saint|st|judge|justice|senator|baron|count|countess|duke|duchess|maharaja|sheikh|hon|honorable)\.? )+/

/** Whether the question asks for a person. */
export const asksPerson = (question: string): boolean =>
  /\b(?:who|whom|whose)\b|\b(?:what|which) (?:\w+ ){0,2}(?:contestant|winner|character)\b|\b(?:first|last|full|sur)[ -]?(?:and last )?name\b|name of the (?:man|woman|person|boy|girl|artist|author|actor|actress|composer|player|scientist)|\bwhich (?:\w+ ){0,3}(?:person|man|woman|actor|actress|author|artist|architect|composer|director|engineer|physicist|chemist|mathematician|scientist|player|footballer|cricketer|singer|rapper|politician|president|minister|judge|king|queen|painter|poet|writer|musician|contestant|character)\b|谁|哪[一几]?[位名个]?(?:人|作家|导演|演员|歌手|诗人|科学家|数学家|物理学家|化学家|心理学家|医生|皇帝|画家|建筑师|教授|学者|运动员|球员|将军|总统|院士|词人|作者)|何人|哪一?位/i.test(
    question,
  )

/** The name without its titles: `Sir Rupert Hallam` → `rupert hallam`. */
export const untitled = (folded: string): string => folded.replace(titles, '')

/** Finds the other forms of a person's name: middle names left out or as initials, a first name as initial, last name first. */
export function nameFinder(gold: string): Finder | undefined {
  const words = untitled(fold(gold)).replace(/\./g, ' ').trim().split(/\s+/)
  const [first, last] = [words[0], words.at(-1)]
  const isName = words.length >= 2 && words.length <= 4 && words.every(word => /^[\p{Script=Latin}'-]+$/u.test(word))
  if (!isName || first === undefined || last === undefined || last.length < 3 || particles.test(words.join(' ')))
    return undefined
  const middle = words.slice(1, -1)
  const gap = '[ .]{1,2}'
  const between = middle
    .map(word => `(?:${word.length === 1 ? `${word}\\p{L}*` : `${word}|${word[0]}`}${gap})?`)
    .join('')
  const extra = middle.length === 0 ? `(?:\\p{L}\\.? )?` : ''
  const given = first.length === 1 ? `${first}\\p{L}*` : `(?:${first}|${first[0]}(?=[. ]))`
  const edge = ["(?<![\\p{L}\\d'-])", "(?![\\p{L}\\d-]|'(?!s\\b))"]
  const patterns = [
    `${edge[0]}${given}${gap}${between}${extra}${last}${edge[1]}`,
    `${edge[0]}${last}, ${given}(?:[ .]{0,2}${middle.map(word => `(?:${word}|${word[0]})\\.?`).join(' ')})?${edge[1]}`,
  ].map(pattern => new RegExp(pattern, 'gu'))
  return sentence => {
    for (const pattern of patterns) {
      const found = Array.from(sentence.matchAll(pattern), match => ({
        start: match.index,
        end: match.index + match[0].length,
      }))
      if (found.length > 0) return found
    }
    return []
  }
}

const particles = /\b(?:and|of|the|or|for|in|on|at|to|&)\b/
