/** Closed classes of English words. */
const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const conjunctions = set('and but for nor or so yet')

export const pronouns = set(`
  i me we us you he him she her it they them my mine our ours your yours his hers its their theirs
  myself ourselves yourself yourselves himself herself itself themselves this that these those
  who whom whose which what whoever whomever whatever whichever
  anybody anyone anything everybody everyone everything nobody nothing somebody someone something
  each either neither both all some any none
`)

/** Function words as word characters part them, so that of `don't` both `don` and `t` are here. */
export const stopWords = set(`
  i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
  it its itself they them their theirs themselves what which who whom this that these those
  am is are was were be been being have has had having do does did doing a an the
  and but if or because as until while of at by for with about against between into through during before after
  above below to from up down in out on off over under again further then once here there when where why how
  all any both each few more most other some such no nor not only own same so than too very can will just should now
  s t d ll m o re ve y don ain aren couldn didn doesn hadn hasn haven isn ma mightn mustn needn shan shouldn wasn weren won wouldn
`)
