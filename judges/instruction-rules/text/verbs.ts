/**
 * Whether a text begins with a verb, by the first word alone: a form in -ing or -ed, or a verb that a tagger knows in this place. The
 * tagger behind the published verdicts takes many a capital imperative (`Explore`, `Design`) for a noun or a name; those are left out.
 */
export function startsWithVerb(tokens: readonly string[]): boolean {
  const first = tokens[0]?.toLowerCase() ?? ''
  return [first, first.replace(/s$/, ''), first.replace(/es$/, '')].some(form => verbs.has(form)) || isParticiple(first)
}

const isParticiple = (word: string): boolean => /^\p{L}{2,}(?:ing|[^e]ed)$/u.test(word) && !others.has(word)

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const others = set('during indeed hundred sacred naked')

const verbs = set(`
  is are am does do has had have having being be let need given known taken made found lost took wrapped
  achieve adopt advise agree allow apply appreciate ask assist assume attempt attend avoid bake become begin believe bend
  blend boost break bring build buy calculate call catch celebrate challenge change charge check choose clarify classify clean
  collect come communicate compare compose compute conclude conduct confirm connect consider construct contact continue
  contribute control convey cook copy correct cover create cultivate cut deal decide decorate define deliver demonstrate depend
  derive destroy detect determine develop display distinguish dive do draw drink drive earn educate elevate eliminate emphasize
  empower enable encourage end engage enhance enjoy ensure escape establish estimate evaluate examine execute exercise exist
  expand expect experience explain extend extract feel finish forget gather generate get give go grab grow guess help hire hold
  hope identify improve include increase infer inform inspect investigate involve join justify keep launch lead learn leave lend
  leverage lie lift limit list listen live locate look lose love maintain make manage match maximize merge minimize modify move
  negotiate note offer open operate optimize organize overcome pack paint pay perform persist persuade pick picture place plan
  plant play point ponder pour praise pray prefer prepare present preserve prevent print prioritize proceed process produce
  program promise promote protect prove provide publish pull purchase push put quantify quit quote raise reach react read
  realize rearrange recall receive recite recognize recommend recover recycle reduce refer refine reflect refrain relate relax
  release remain remember remind remove rename render repeat reply represent require research resist resolve respect respond
  restate result retrieve return reveal reverse review revise rewrite ride rinse rise rotate run save say secure see seek select
  sell send separate serve share shift shine show shrink simplify simulate sing sketch solve speak specify spend spread stand
  start state stay step stop stretch structure substitute subtract succeed summarize suppose survive suspect swallow switch
  take talk teach tell test thank think throw track train transcend transform translate transport treat trim try turn undertake
  update use utilize validate verify visit visualize vote walk want watch weave welcome win wish wonder work write yield
`)
