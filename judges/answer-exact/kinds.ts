/** Names of closed kinds of things (countries, languages, dynasties, planets) in English and Chinese: two of a kind are the same thing or not. */
export type Kind = 'country' | 'language' | 'dynasty' | 'planet'

interface Entry {
  kind: Kind
  /** What the name stands for: `US`, `fr`, `唐`. */
  key: string
}

/** The kind and thing that a folded name stands for, or undefined. */
export const kindOf = (folded: string): Entry | undefined =>
  names().get(folded.replace(/^(?:the|people's republic of|republic of) /, ''))

/** States that came out of one another aren't told apart. */
const akin = [
  'RU SU UA BY',
  'DE DD PRUSSIA',
  'CZ SK CZECHOSLOVAKIA',
  'RS ME HR SI BA MK YU',
  'GB IE ENGLAND SCOTLAND WALES',
  'CN HK MO TW',
  'KR KP',
  'TR OTTOMAN',
].map(group => new Set(group.split(' ')))

/** Whether both are of one kind and certainly not the same. */
export const differ = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind && a.key !== b.key && !akin.some(group => group.has(a.key) && group.has(b.key))

const more: Record<Kind, string> = {
  country:
    'US:usa,u.s.a,u.s,us,america,united states of america,美利坚合众国|GB:uk,u.k,great britain,britain,大不列颠|SU:soviet union,ussr,u.s.s.r,苏联|YU:yugoslavia,南斯拉夫|CZECHOSLOVAKIA:czechoslovakia,捷克斯洛伐克|DD:east germany,west germany,东德,西德|PRUSSIA:prussia,普鲁士|OTTOMAN:ottoman empire,奥斯曼帝国|ENGLAND:england,英格兰|SCOTLAND:scotland,苏格兰|WALES:wales,威尔士|CZ:czech republic,捷克共和国|KR:korea,韩国|NL:holland,荷兰|MM:burma,缅甸|IR:persia|RU:russia,俄国|TR:turkey,土耳其',
  language: 'zh:chinese,mandarin,汉语,华语',
  dynasty:
    '夏:夏朝|商:商朝,殷商|西周:西周|东周:东周|秦:秦朝,秦代|西汉:西汉|东汉:东汉|晋:晋朝,晋代|隋:隋朝,隋代|唐:唐朝,唐代|宋:宋朝,宋代|元:元朝,元代|明:明朝,明代|清:清朝,清代',
  planet:
    'me:mercury,水星|v:venus,金星|e:earth,地球|ma:mars,火星|j:jupiter,木星|s:saturn,土星|u:uranus,天王星|n:neptune,海王星',
}

let read: Map<string, Entry> | undefined

function names(): Map<string, Entry> {
  if (read !== undefined) return read
  read = new Map()
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const codes = letters.flatMap(a => letters.map(b => a + b))
  addAll(read, 'country', codes, 'region')
  addAll(
    read,
    'language',
    codes.map(code => code.toLowerCase()),
    'language',
  )
  for (const [kind, groups] of Object.entries(more) as [Kind, string][]) {
    for (const group of groups.split('|')) {
      const [key = '', list = ''] = group.split(':')
      for (const name of list.split(',')) read.set(name, { kind, key })
    }
  }
  return read
}

function addAll(into: Map<string, Entry>, kind: Kind, codes: readonly string[], type: 'region' | 'language'): void {
  for (const locale of ['en', 'zh-Hans']) {
    const display = new Intl.DisplayNames(locale, { type, fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase()
      if (name === undefined || into.has(name)) continue
      into.set(name, { kind, key: code })
      if (kind === 'language' && /语$/.test(name)) into.set(name.replace(/语$/, '文'), { kind, key: code })
    }
  }
}
