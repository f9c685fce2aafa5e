import { type Detect, no, yes } from '../detector.ts'
import { any, countWords, every, folded, withoutCode } from './text.ts'

/**
 * The answer says that it may be wrong: the speaker's own doubt, not that things vary. One weak word counts only in a short answer,
 * or beside a second.
 */
export const detectHedging: Detect = ({ answer }) => {
  const text = folded(withoutCode(answer))
  const sure = strong.exec(text)?.[0]
  if (sure !== undefined) return yes(sure)
  const signs = text.match(weak) ?? []
  const [first] = signs
  if (first === undefined) return no
  const words = countWords(text)
  return signs.length >= 2 ? (words / signs.length <= 80 ? yes(first) : no) : words <= 45 ? yes(first) : no
}

const strong = any(
  String.raw`\bi(?:'m| am) (?:not|n't) (?:\w+ )?(?:sure|certain|confident|positive|100%)`,
  String.raw`\bi (?:don't|do not|can't|cannot) (?:really |actually |quite |exactly )?(?:know|remember|recall|say for (?:sure|certain)|be (?:sure|certain)|tell for (?:sure|certain)|guarantee|verify|confirm)\b`,
  String.raw`\b(?:i|we) (?:could|may|might) (?:well |easily |also )?be (?:wrong|mistaken|misremembering|off|confus|mixing|thinking of)`,
  String.raw`\bif (?:i|my memory)(?:'m| am)? (?:recall|remember|not mistaken|not wrong|serves?)|\b(?:unless|if) (?:i'm|i am) (?:not )?mistaken`,
  String.raw`\b(?:as far as i (?:know|can tell|remember|recall|am aware)|to (?:the best of )?my knowledge|from what i (?:know|remember|recall|understand|can tell)|off the top of my head)\b`,
  String.raw`\b(?:i (?:would |'d )?(?:guess|suspect|assume|suppose|imagine|am guessing)|i'm guessing|my (?:best )?guess|i'd guess|i want to say)\b`,
  String.raw`\b(?:fairly|pretty|somewhat|reasonably|almost|quite|relatively) (?:sure|certain|confident)\b|\bi(?:'m| am) unsure\b|\bi have (?:a feeling|a vague|an inkling|the impression)|\b(?:wouldn't|would not|don't) bet (?:on|my)|\b(?:inclined|tempted) to (?:say|think|believe|guess)|\b(?:some|a bit of|certain) (?:uncertainty|doubt)|\bmy memory (?:is|may|might)`,
  String.raw`\b(?:take (?:this|it|that) with a grain of salt|don't quote me|you (?:should|may want to|might want to) (?:double[- ]check|verify)|please (?:double[- ]check|verify)|i(?:'d| would) (?:recommend|suggest) (?:verifying|double|checking))`,
  String.raw`\b(?:it(?:'s| is) (?:hard|difficult|impossible) to (?:say|know|tell|be (?:sure|certain))|it(?:'s| is) (?:unclear|uncertain)|not (?:entirely|completely|totally|absolutely|quite|fully) (?:sure|certain|clear))\b`,
  '(?:我|本人)?(?:并|也|还|不太|不是很|不大|不敢|无法|不能|没法)(?:完全|十分|百分之?百|百分百)?(?:不)?(?:确定|肯定|确认|保证|有把握)|不(?:确定|敢肯定|敢确定|敢保证|好说|清楚)|不太(?:清楚|确定|肯定|记得|有把握)',
  '(?:没有?|并无|缺乏)(?:十足|十分|绝对|太大|多大|足够|完全)?的?把握|没记错|记混|记得不(?:太)?(?:清|准|牢)|拿不(?:准|定)|吃不准|据我所知|就我所知|如果(?:我)?(?:没有?|没)记错|(?:要是|若)(?:我)?没记错|我(?:不|没有?)?(?:太)?记(?:不清|不太清|得不太)|印象中|我(?:猜|估计|推测|揣测)|可能(?:是我)?记错|也许(?:我)?(?:记|说|是我)?错|我不(?:知道|了解)|说不(?:准|好)|难以(?:确定|断定)|仅供参考|请(?:自行|您|你)?(?:再)?(?:核实|查证|确认一下)|建议(?:您|你)?(?:再)?(?:核实|查证|核对)',
)

const weak = every(
  String.raw`\bi (?:think|believe|feel like|reckon)\b(?! (?:you|we|everyone|people) (?:should|must|need))`,
  String.raw`\b(?:probably|perhaps(?! (?:i|we) should)|maybe(?! (?:i|we) should)|presumably|possibly|most likely|very likely|likely|seemingly|apparently|supposedly)\b`,
  String.raw`\b(?:it|this|that|he|she|they|there|answer|name|year|capital|author) (?:may|might|could) (?:well )?(?:be|have been)\b`,
  String.raw`\b(?:it seems|it appears|seems to (?:be|have)|appears to (?:be|have))\b`,
  String.raw`\b(?:something like|or something|sort of|kind of) `,
  '(?<!不)可能(?:是|为|在|有|叫|指|出自)|也许|或许|大概|似乎|好像|(?<!错了?[,。])应该(?:是|为|叫|在)(?!.{0,2}(?:因为|由于))|我(?:觉得|认为|想)(?!你|您)|恐怕|估计|大约是|多半',
)
