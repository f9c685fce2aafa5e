/** A word, a number or a single Han character of a folded text. */
export interface Token {
  text: string
  start: number
  end: number
}

export const tokens = (text: string): Token[] =>
  Array.from(text.matchAll(/\p{Script=Han}|[^\s\p{P}\p{Script=Han}]+(?:'[^\s\p{P}\p{Script=Han}]+)?/gu), match => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))

/** Words that state without naming anything, so that an answer may have them beside the gold one. */
const plainWords = new Set(
  `a an the this that these those it its it's him them us you your one's he he's she she's his her hers they they're their i i'm i'd my me we our you your
  is was are were be been being has had have did does do s will would
  in on at by from to for of as with into during about around approximately roughly exactly
  and also so indeed certainly definitely clearly simply just yes ok sure well thus therefore
  think believe guess say reckon recall remember know known correctly memory serves if confident fairly quite pretty probably likely perhaps maybe apparently most might may could
  answer answers correct right final short question name named names called titled title entitled
  who which whose what when where how one person man woman place thing
  whom first-named full complete total specifically namely officially question's person's
  occurred happened took place located found based known there official
  lie lies lay stand stands stood situated come comes came hail hails hailing belong belongs
  made consist consists consisted include includes included contain contains comprise comprises
  actually really`
    .split(/\s+/)
    .filter(word => word !== ''),
)
const plainHan = new Set(Array.from('是为的了在由于叫做被称作名其该此这那他她它们即乃系人位个以共有约于年月日'))

/** Turns of phrase that introduce an answer. */
const leads =
  /^(?:(?:我(?:认为|觉得|想|猜|相信)|据我所知|据我了解|根据(?:我的)?(?:记忆|资料|记载)|我的(?:答案|回答)|答案?|回答|正确(?:的)?答案|最终答案|应该|应当?(?:是|为)|大概|大约|可能|是的|好的|没错|这个问题的答案|简短回答|结论|综上所述?|因此|所以|也就是|即)(?:[,:是为 ]|(?=[^,:]))*)+/

export interface Echo {
  /** The tokens that neither the question has nor every answer may have. */
  novel(text: string): Token[]
  /** Tokens taken up from the question, plain words left out. */
  shared(text: string): Token[]
}

/** Tells which words of an answer only echo the question. */
export function echoOf(question: string): Echo {
  const asked = tokens(question)
  const stems = new Set(asked.map(({ text }) => stem(text)))
  const isWritten = authorship.test(question)
  const inQuestion = ({ text }: Token) => stems.has(stem(text)) || (isWritten && authorship.test(text))
  const isPlain = ({ text }: Token) => plainWords.has(text) || plainHan.has(text)
  return {
    novel: text => {
      const lead = leads.exec(text)?.[0].length ?? 0
      return tokens(text).filter(token => token.start >= lead && !isPlain(token) && !inQuestion(token))
    },
    shared: text => tokens(text).filter(token => !isPlain(token) && inQuestion(token)),
  }
}

/** 写, 作, 著 … say the same of an author. */
const authorship = /[写作著撰创编谱]/

const irregular: Record<string, string> = Object.fromEntries(
  'win won|first inaugural initial earliest|television tv|us usa american america|write wrote written|build built|make made|die died dying death dead|bear born birth|lead led|sing sang sung|find found|hold held|take took taken|give gave given|become became|begin began begun|grow grew|fight fought|buy bought|sell sold|teach taught|speak spoke|run ran|sit sat|leave left|lose lost|meet met|draw drew drawn|fly flew|choose chose chosen|rise rose|fall fell|marry married marriage|high height|long length|old age|deep depth|wide width|city cities|country countries'
    .split('|')
    .flatMap(group => {
      const [head = '', ...rest] = group.split(' ')
      return rest.map(form => [form, head])
    }),
)

/** `painted`, `painter` and `paint` alike: enough to tell an echo from a new word. */
function stem(word: string): string {
  const bare = word.replace(/'s?$/, '')
  const known = irregular[bare] ?? bare
  if (known.length < 5 || /\d/.test(known)) return known.replace(/(?<=\p{L}{2})s$/u, '')
  return known.replace(/(?:ing|ings|ed|er|ers|or|ors|es|s|e|ion|ions|ment|y|ies)$/, '').slice(0, 7)
}
