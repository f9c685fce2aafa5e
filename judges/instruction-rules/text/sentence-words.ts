/** What the sentence splitter knows about English. A list has what changes a verdict, not all that there is. */
const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/**
 * Abbreviations after which a sentence goes on. Those of news text: `e.g.`, `i.e.` and `etc.` end a sentence for the published
 * verdicts, and so they do here.
 */
export const abbreviations = set(`
  mr mrs ms dr prof sen rep reps gen col lt maj st jr sr messrs
  inc corp co cos ltd bros cie conn adm
  jan feb aug sep sept oct nov dec tues wed fri
  ala ariz calif colo fla ga ill kan ky mich minn nev okla ore pa tenn va vt wash wis
  a.m p.m u.s u.k u.n u.s.a u.s.s.r d.c l.a n.y n.j n.c n.d n.h n.m s.c w.va r.i ph.d b.v n.v h.m
  m.b.a s.p.a j.p j.r j.c j.k j.b j.j l.f r.h r.k e.f w.c w.r w.w s.s t.j a.h a.g a.d a.c a.t a.a b.f c.v d.h d.w
  vs ave ft mg yr ct sw ok chg aug
  c d e f g h j k l m n p r s t v w
`)

/** Words that begin a sentence where a capital does, even after an abbreviation. */
export const starters = set(`
  according although among both but despite even he however i i'm i'll i've i'd if in indeed instead it many meanwhile moreover most
  nevertheless nonetheless nor separately similarly since so some the there these they this though thus under when while yet
`)

/** Ordinary words that a capital doesn't make a name. */
export const commonWords = set(`
  a an the this that these those my your his her its our their some any all each every no both either neither
  i you he she it we they me him us them who what which whose when where why how
  is are was were be been being am do does did have has had can could will would shall should may might must
  and or but nor so yet for of in on at to by with from as if than then there here not
  use make take keep get give go come let see say think know want need try start stop begin add create write read
  one two three four five first second third next last new old good better best great more most many much few
`)

/** Pairs of which the first, with its full stop, doesn't end a sentence. `#` is any number. */
export const joined = new Set([
  '# review',
  '# international',
  '# business',
  '# credit',
  '# letters',
  '# financing',
  '# who',
])
