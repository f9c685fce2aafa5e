import { type Detect, no, yes } from '../detector.ts'
import { any, folded, withoutCode } from './text.ts'

/**
 * The answer rejects what the question takes for granted: it says so in so many words, or denies what the question says. A no to a
 * question of yes or no rejects nothing, unless the user said what they believe.
 */
export const detectPremiseRejected: Detect = ({ question, answer }) => {
  const asked = folded(question).slice(0, 20_000)
  const text = folded(withoutCode(answer)).slice(0, LONGEST)
  const said = rejects.exec(text)?.[0]
  if (said !== undefined) return yes(said)
  const believes = belief.test(asked)
  if (!believes && (isYesNo(asked) || negates.test(asked))) return no
  const corrected = believes || hasPremise.test(asked) ? corrects.exec(text.slice(0, OPENING))?.[0] : undefined
  if (corrected !== undefined) return yes(corrected)
  if (!believes && (!wonders.test(asked) || howTo.test(asked))) return no
  const denied = deniesOf(text.slice(0, believes ? OPENING : OPENING / 2), asked)
  return denied === undefined ? no : yes(denied)
}

const LONGEST = 60_000
/** A premise is rejected early. */
const OPENING = 700

const rejects = any(
  String.raw`\b(?:common|popular|widespread|frequent|persistent)(?: \w+)? (?:misconception|myth|misunderstanding|mistake|error|confusion)\b|\b(?:is|are|that's|it's) (?:actually |really |just |only )?an? (?:\w+ )?(?:misconception|myth|urban legend)\b`,
  String.raw`\b(?:the|your|this|that) (?:\w+ )?(?:premise|assumption|claim|statement|assertion|information|belief|idea|question)(?: \w+){0,4} (?:is|are|was|seems|appears to be|rests on|contains|assumes|isn't|is not)(?: \w+){0,2} (?:incorrect|wrong|false|mistaken|inaccurate|flawed|untrue|not (?:correct|accurate|true|right|quite)|correct|error|a false|an? (?:incorrect|false|mistaken|wrong))(?<!(?<!not |n't )\b(?:is|are|was) correct)`,
  String.raw`\b(?:your|the) (?:professor|teacher|textbook|book|encyclop(?:a)?edia|documentary|friend|source|uncle|colleague|boss|neighbou?r|article)(?: \w+){0,3} (?:is|was|must be|may be|might be|made|has it|got (?:it|that)|seems|appears)(?: \w+){0,2} (?:wrong|mistaken|incorrect|in error|an? (?:mistake|error|slip)|inaccurate|misinformed)`,
  String.raw`\b(?:there (?:is|was|are|were|has been|have been|'s|has) (?:actually |in fact |really )?(?:no such|never (?:been )?(?:an?|any)|no (?:record|evidence|known) (?:of|that))|no such (?:thing|person|place|event|law|city|country|king|book|film|planet|element|treaty|war|prize|animal|year))\b`,
  String.raw`\b(?:contrary to (?:what|popular|your)|i (?:have|need|must|should|would like|want|'d like) to (?:\w+ )?(?:correct|clarify|point out)|to correct (?:a|the|your)|you(?:'re| are| may be| might be| seem to be| must be)(?: \w+)? (?:mistaken|wrong|confus(?:ed|ing)|thinking of|mixing|referring to)|slight (?:mix-?up|misunderstanding|correction|error|confusion)|small (?:correction|mix-?up|misunderstanding|error)|i(?:'m| am) afraid (?:that(?:'s| is)|you(?:'re| are)|it(?:'s| is|n't)|the) (?:\w+ )?(?:not|n't|wrong|incorrect|mistaken)|i (?:disagree|don't agree|do not agree|beg to differ|(?:can't|cannot) confirm (?:that|this|it)\b))\b`,
  String.raw`\b(?:that|this|it)(?:'s| is|n't| isn't| was|'s actually| is actually)(?: \w+)? (?:not|isn't)? ?(?:quite |entirely |actually |strictly |factually )?(?:incorrect|inaccurate|untrue)\b|\b(?:that|this|it)(?:'s not| is not| isn't| was not| wasn't)(?: \w+){0,1} (?:correct|right|true|accurate|the case|how it)\b`,
  '(?:前提|假设|内容|答案|记载|传言|说法|观点|看法|信息|认识|表述|记忆|印象|想法|问题本身|题目|理解)(?:本身|其实|是|并|有|都|也|存在|似乎|可能){0,4}(?:不成立|不正确|不准确|不对|错误|有误|误解|偏差|不符|不实|有问题|站不住脚|不符合)|(?:常见|普遍|流行|广为流传|流传很广|流传甚广)的?(?:误解|误区|错误|谣言|说法是错)|这是(?:一个|一种|个)?(?:误解|误会|误传|谣言|误区|错误的)|(?:并|根本|从来|实际上|其实)(?:不存在|没有(?:这|此|所谓|发生过|存在过))|没有(?:这样|这个|这种|此)(?:的)?(?:人|事|书|国家|城市|说法|法律|动物|作品|皇帝|节日)',
  '(?:书|课本|教科书|老师|教授|百科|纪录片|朋友|这里|那里|上面|资料)(?:这里|那里|上|里|可能|应该|是)?(?:写|说|讲|记|弄|搞|印)错|(?:你|您)(?:可能|也许|是不是)?(?:想(?:问|说|找)的?(?:是|可能|应该)|把.{1,12}(?:混淆|搞混|弄混|记混))|(?:你|您)(?:的)?(?:老师|教授|教科书|课本|百科|朋友|纪录片|书|同事|记|弄|搞|理解|说|想)?(?:可能|也许|或许|应该|恐怕|是|那位|上|里)?(?:记|搞|弄|说|讲|写|看|理解|混淆)(?:错|混|反)(?:了|淆)?|(?:需要|必须|我要|容我|想)(?:先)?(?:纠正|更正|澄清|指出)|我(?:不同意|不认同|不赞同|不能认同)|(?:这|那)(?:个|种)?(?:说法|答案|观点)?(?:其实|实际上|是|并)*(?:不对|不正确|不准确|不是真的|错的|不是事实|不符合事实)',
)

/** What the user says they believe, or were told. */
const belief = any(
  String.raw`\bi (?:think|believe|thought|am sure|'m sure|know|read|heard|said|was told|learned|am convinced|remember|agree|always|'ve always|have always)\b|\bi'm (?:\w+ )?(?:sure|convinced|certain|positive)\b|\b(?:told|taught) (?:me|us)\b|\bsays (?:that )?(?:it|the|\w+)\b|\bas far as i know\b|\bplease confirm\b|, (?:right|correct|isn't it|doesn't it|wasn't it|aren't they|don't they)\s?\?|\b(?:textbook|documentary|encyclop(?:a)?edia|professor|teacher) `,
  '我(?:认为|觉得|相信|一直|很?确定|肯定|记得|听说|看到|读到|知道|同意|敢说|说)|老师|教授|课本|教科书|百科|书上|据我所知|纪录片|对吧|对不对|没错吧|是吧|请(?:帮我)?确认|以下观点',
)

const isYesNo = (asked: string): boolean =>
  /(?:^|[.!?\n,]\s{0,3})(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|might|isn't|aren't|doesn't|don't|am)\b[^?\n]{0,300}\?\s*$/.test(
    asked.slice(-600),
  ) ||
  /(?:吗|(?<![什怎那这多])么|是不是|是否|对不对|能不能|有没有|可不可以|会不会)[^?。\n]{0,30}[??。]?\s*$/u.test(
    asked.slice(-200),
  )

const negates = /\b(?:not|n't|never|except|false|incorrect|wrong|without)\b|n't\b|不是|不属于|错误|没有|不正确|除了/u

/** Questions that ask about something as if it were so. */
const hasPremise =
  /\b(?:why|how come|when did|how did|who (?:invented|discovered|wrote|was the)|what year did|in (?:which|what) year did|since|given that|how (?:many|long|often) (?:did|does|do|was|were))\b|为什么|为何|怎么会|哪一?年|何时|既然|什么时候/u

const wonders = /\b(?:who|whose|what|which|when|where|why|how)\b|谁|什么|哪|何时|为何|几|多|怎么会/u
/** Questions for advice. */
const howTo =
  /\bhow (?:do|can|should|would|could|to) (?:i|you|we|one|people)\b|\bhow to\b|\bwhat (?:should|can|do|would) (?:i|you|we)\b|怎么(?!会)|如何|怎样|该不该|推荐|建议/u

const corrects = any(
  String.raw`(?:^|[.!?\n]\s{0,3})(?:no|nope|well,? no|actually|in fact|not (?:quite|exactly|really)|strictly speaking)\b[,.:—– -]`,
  String.raw`\b(?:never (?:actually )?(?:happened|existed|took place|won|wrote|did|was|were|had|became|visited|served|landed|directed|invented|discovered|lived)|(?:did not|didn't|was not|wasn't|were not|weren't|has not|hasn't|have not|haven't|does not|doesn't|do not|don't|is not|isn't|are not|aren't|cannot|can't) (?:actually|really|in fact)|actually,? |in fact,? (?:it|he|she|the|they))`,
  String.raw`^(?:they|it|he|she|we|you|there|nobody|no one|none|neither)(?: (?:do|did|does|is|are|was|were|has|have|had|can))?(?:n't| not| never)?\b(?<=n't|not|never|nobody|no one|none|neither)[.,;:!—]`,
  '(?:^|[。!?\\n])\\s{0,3}(?:不|不是|不对|错|并非|其实|实际上|事实上|严格来说|准确地说)[,,。::]?|(?:其实|实际上|事实上)(?:并|是|,)|从(?:来)?(?:没有?|未)|并(?:没有?|未|不|非)',
)

/** A denial close before words that the question has: «did not write novels», «不是悉尼». Advice not to do something denies nothing. */
function deniesOf(text: string, asked: string): string | undefined {
  const words = new Set(
    (asked.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 400).filter(word => word.length > 2 && !common.has(word)),
  )
  const stems = new Set(Array.from(words, stem))
  for (const found of text.matchAll(denial)) {
    if (advice.test(text.slice(Math.max(0, found.index - 40), found.index))) continue
    const next = (found[1] ?? '').match(/[\p{L}\p{N}]+/gu) ?? []
    if (next.some(word => words.has(word) || (word.length > 3 && stems.has(stem(word))))) return found[0]
  }
  for (const found of text.matchAll(hanDenial)) {
    const [sign, how = '', next = ''] = found
    if (hanAdvice.test(text.slice(Math.max(0, found.index - 20), found.index))) continue
    const pairs = Array.from(next, (_, i) => next.slice(i, i + 2)).filter(pair => pair.length === 2)
    if (pairs.some(pair => asked.includes(pair) && !/[的了是在有]/.test(pair))) return sign
    if ((how.startsWith('并') || next.length === 1) && next !== '' && asked.includes(next.slice(0, 1))) return sign
  }
  return undefined
}

const denial =
  /(?:(?<=\b(?:is|are|was|were|does|did|has|have|had|do))(?: not|n't)|\bnot|\bnever|\bnobody|\bno one|\bnone of|\brather than|\bthere (?:is|was|are|were|has never been|has been) (?:actually |in fact )?no)((?: [\p{L}\p{N}'-]+){1,5})/gu
const advice =
  /(?:^|[.!?:;,\n]\s{0,3}|\b(?:please|and|or|but|so) )do$|\b(?:should|must|can|could|will|would|may|might|ought|rather|prefer|to|if|when|unless|who|which|make sure|i|we) (?:[\w']+ ){0,2}(?:is|are|was|were|does|did|has|have|had|do)?$/

const hanDenial =
  /(而不是|而非|并不是|并非|不是|并不|并没有|并未|从未|从没|没有|未曾|不在|不属于)([\p{Script=Han}a-z0-9]{1,8})/gu
const hanAdvice = /(?:如果|若|假如|要是|因为|由于|只要|即使|有|是)$|我(?:们)?(?:无法|不|没|也|并)?[^。]{0,10}$/u

const stem = (word: string): string => word.replace(/(?:ing|ed|es|s|e)$/, '')

const common = new Set(
  'the and for that this with what when where which who whom why how are was were did does has have had its his her their our your you not but from into about know only any all one more most very much many there here been being will would can could should may might must just also than then them they these those such same each other some think believe sure told said says say answer question please'.split(
    ' ',
  ),
)
