import { type Detect, no, yes } from '../detector.ts'
import { any, folded, withoutCode } from './text.ts'

/** The text turns back on itself: it stops, checks, doubts or takes back what it just said. */
export const detectReflection: Detect = ({ answer }) => {
  const text = `\n${folded(withoutCode(answer))}`
  const found = turns.exec(text)?.[0]
  return found === undefined ? no : yes(found)
}

/** The same of a text by itself, as of somebody's reasoning. */
export const isReflective = (text: string): boolean => detectReflection({ question: '', answer: text }).label === 'yes'

/** Where a sentence or a clause begins. */
const start = String.raw`(?:[\n.!?:;,…—–(*"]\s{0,3}|\.\.\.\s?|\b(?:but|oh|so|no|hmm|okay|ok|and)[,.]?\s)`

const turns = any(
  String.raw`${start}(?:wait|hold on|hang on)\b(?! (?:for|until|till|times?|list|in|at|at least|a few|\d|to)\b)(?=[\s]?(?:[,.!—–…-]|a (?:minute|second|moment)|i\b|that|no\b|let|there|is|what|$))`,
  String.raw`${start}(?:h+m+|oops|whoops|oh wait|ah,? no|er,? no)\b`,
  String.raw`[.!?,;…—] {0,2}(?:sorry,? )?(?:i mean|i meant|make that|or rather|correction|no, sorry)\b(?! (?:to|by|that it|it when))|\b(?:to be (?:safe|sure)|just to be (?:safe|sure))\b`,
  String.raw`\blet(?:'s| me| us) (?:just |quickly |also |now )?(?:double[- ]?check|re-?check|re-?consider|re-?think|re-?examine|re-?calculate|re-?compute|re-?trace|re-?work|re-?do|re-?read|re-?evaluate|re-?verify|verify\b(?! your)|check (?:this|that|it|my|the (?:result|answer|sum|calculation|work)|again|whether|if (?:this|that|i|the))|think again|think about (?:this|that|it) again|look at (?:this|that|it) again|go back|start over|start again|try (?:again|another (?:way|approach)|a different (?:way|approach))|backtrack|correct (?:that|myself|this)|step back|make sure|revisit|sanity[- ]check|pause|count (?:again|once more|carefully)|add (?:it|them|this) up again|approach (?:this|it) differently|test (?:this|that|it|the (?:answer|result)))`,
  String.raw`(?:[\n.!?:;,—–]\s{0,3})(?:(?:double[- ]?|re-?)?checking|verifying|re-?counting|recalculating|rethinking)(?: (?:this|that|it|again|the (?:result|answer|sum))|[:,])|\b(?:should|could|must|need to|have to|i'll|i will|going to) (?:\w+ )?(?:approach (?:this|it) differently|re-?(?:check|think|consider|count|calculate|do)|start over|try again|count again|think again|look again|check again)\b`,
  String.raw`\b(?:on second thought|come to think of it|on reflection|thinking (?:about it )?again|now that i think|scratch that|strike that|i take that back)\b`,
  String.raw`\b(?:i|that|we)(?:'ve| have)? (?:just )?(?:made|make) an? (?:\w+ )?(?:mistake|error|slip)\b|\bi (?:was wrong|misread|miscounted|miscalculated|misspoke|misremembered|got (?:that|this|it) wrong|overlooked|need to (?:recheck|re-check|correct (?:that|myself)|rethink|start over|go back))\b|\bmy (?:mistake|bad)\b|\bcorrection:`,
  String.raw`${start}(?:actually,? (?:no\b|wait|that(?:'s| is) (?:not|wrong)|let me|i (?:was|made|think i))|no,? (?:wait|that(?:'s| is| can't| cannot| isn't) (?:not|wrong|right|be|it)|hold))`,
  String.raw`\b(?:that|this) (?:doesn't|does not|didn't|can't|cannot) (?:seem|look|sound|be|make|add|work) ?(?:right|correct|sense|up|out)?(?=[.,;!?]|$| so\b| because\b| since\b)`,
  String.raw`\bam i (?:sure|right|missing)|\bdid i (?:miss|forget|get)|\bis that (?:right|correct)\? (?:let|i|yes|no)`,
  '(?:^|[\\n,。!?;:…、(]|\\s)(?:但|但是|不过|哦|啊|嗯)?,?(?:等等|等一下|等下|等一等|且慢|慢着)(?=[,。!…\\s])',
  '(?:^|[\\n,。!?;:…(]|\\s)(?:嗯|唔|咦|哎呀?|噢|哦)[,。…!](?:.{0,8})(?:不对|错|再|重新|让我|想)|(?:^|[\\n,。!?;:…(]|\\s)(?:不对|不,不对|好像不对|这不对|错了|哦不|啊不)[,。!…]',
  '(?:让我|我来?|我们|需要|应该|再来?)(?:再|重新|仔细|回头|先|来)?(?:再)?(?:检查|核对|核实|验证|验算|检验|确认|复查|审视|回顾)(?:一下|一遍|一次|下|刚才|前面|上面|这个|结果|答案|计算)',
  '(?:验证|验算|检验|核对|检查|复查)(?:一下|一遍|一次)(?=[,:。]|我?(?:的)?(?:刚才|上面|前面|结果|答案))|(?:^|[\n,。!?;:…(])(?:回过头|回头|再回)(?:来)?(?:再)?(?:看|想|检查)|需要(?:重新|再)(?:算|计算|考虑|推导|检查|验算|梳理)|(?:重新|再)(?:考虑|思考|想|计算|算|审视|检查|梳理|推导|看)(?:一下|一遍|一次|一想|下|看)|(?:让我|我)(?:再|重新)(?:想|算|看|试|推|理|来)|(?:^|[\n,。!?;:…])(?:那就|那么|我们?|不如|也可以)?换(?:个|一个|一种)(?:思路|方法|角度|算法|方式)(?:再|来)?(?:[,:]|试|想|看|验|算)',
  '口误|笔误|(?:这|那|结果|答案)(?:显然|明显|肯定|好像|似乎|看起来|看来)?(?:不对|不可能|有问题|说不通|矛盾)(?=[,。!;:…因])|保险起见|为了(?:保险|确认|稳妥)|(?:刚才|前面|上面|之前|方才)(?:的)?.{0,12}(?:错了|有误|不对|算错|说错|弄错|看错|漏|搞错|记错)|我(?:算|说|弄|看|搞|记)错了|更正一下|纠正一下|收回(?:刚才|前面)|仔细(?:一想|想想|再想)|转念一想',
)
