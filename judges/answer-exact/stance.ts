import { digits } from './fold.ts'

/** Phrases by which an answer declines: not knowing, not being able to say, refusing. The text is folded. */
const declines =
  /\b(?:i(?: am|'m)?(?: really| honestly| truly)? (?:do not|don't|not|can't|cannot|can not|could not|couldn't|won't|will not|am not|have no|haven't|lack)(?: (?:actually|really|currently|reliably|quite|entirely|yet|possibly))*(?: be)? (?:know|have|sure|certain|aware|able|recall|remember|say|tell|answer|provide|confirm|find|verify|determine|help|assist|give|access|information|idea|familiar)|i have no idea|no idea|(?:i'm|i am) (?:unable|sorry|afraid)|unable to (?:answer|provide|determine|find|verify|confirm)|(?:is|are|remains?) (?:unknown|unclear) to me|not (?:publicly )?(?:available|known|specified|disclosed)|there is no (?:public(?:ly available)? )?(?:information|record)|(?:as an ai|my (?:training data|knowledge)).{0,60}(?:not|cannot|can't|don't|no )|it would be a guess|beyond my knowledge|unknown\.?$|please (?:check|consult|refer)|my apologies|i apologi[sz]e)/
const declinesHan =
  /(?:我)?(?:不知道|不清楚|不太清楚|不确定|不太确定|不了解|不太了解|不记得|不会|没听说过)|无法(?:回答|确定|提供|得知|确认|判断|给出|查证|获取|核实|告诉|直接)|不能(?:确定|回答|提供|给出)|没有(?:找到|查到|足够|相关|可靠|确切|这方面)|(?:信息|资料|数据|记录)(?:不足|有限|不详)|暂不支持|无从得知|未知$|换个(?:话题|问题)|还在学习|还没学[习会]|未能.{0,12}(?:找到|查到|获取)|^(?:很?抱歉|对不起)[。!,，]?$/

/** Phrases that turn to an answer all the same: `but I think`, `my best guess`, `可能是`. */
const ventures =
  /\b(?:but|however|though|although)\b.{0,40}\b(?:think|believe|guess|probably|perhaps|maybe|likely|possibly|it (?:is|was|may|might|could))\b|\b(?:my (?:best |educated )?guess|i(?:'d| would) (?:guess|say)|i (?:think|believe)|(?:it )?(?:may|might|could) (?:be|have been)|perhaps it|probably|possibly)\b|但|不过|可能是|也许是|或许是|大概是|应该是|我(?:猜|认为|觉得|想)|据(?:我所知|说)/

export const declinesToAnswer = (folded: string): boolean => declines.test(folded) || declinesHan.test(folded)
export const venturesAnyway = (folded: string): boolean => ventures.test(folded)

/** Whether a later `wait, no` or `更正` takes back the sentence, and what follows doesn't say it again. */
export function isTakenBack(folded: string, sentence: string): boolean {
  const last = Array.from(folded.matchAll(corrections)).at(-1)
  const at = Math.max(folded.lastIndexOf(sentence), digits(folded).lastIndexOf(sentence))
  return last !== undefined && at >= 0 && at + sentence.length <= last.index + 1
}

/** Whether the answer tells the user that they are right. */
export const agreesWithUser = (folded: string): boolean =>
  /\b(?:you're|you are|that's|that is) (?:absolutely |quite |indeed |completely )?(?:right|correct)\b|^yes\b|你(?:说得|是)对|^(?:是的|没错|对的)/.test(
    folded,
  )

/** Whether the text marks something it names as mistaken or beside the point. */
export const setsAside = (folded: string): boolean =>
  /\b(?:while|although|though|despite|unlike|misconception|mistaken(?:ly)?|often|confus\w*|but|however|actually|incorrect|wrong)\b|虽然|尽管|误|但|其实|实际上|事实上|不正确|不准确|错|混淆/.test(
    folded,
  )

/** The part of the answer that states it: from the last `the answer is`, or everything. */
export function statement(folded: string): string {
  const marks = Array.from(
    folded.matchAll(
      /\b(?:(?:final |correct |short )?answer)\s*(?:is|:|would be)|(?:正确|最终)?答案\s*(?:是|为|应为|:)|综上(?:所述)?|=\s*(?=[-\d.√])/g,
    ),
  )
  const last = marks.at(-1)
  return last === undefined ? folded : folded.slice(last.index)
}

const corrections =
  /\b(?:wait|no,|actually,? (?:no|it|i|that|the answer)|correction|scratch that|let me correct|on second thoughts?|i was wrong|i misspoke)\b|更正|纠正|不对[,，]|说错了|修正一下|准确地?说/g
