import { clauses, sentences } from './sentences.ts'

/** Not knowing, not being able to say, refusing. */
const declines =
  /\b(?:i(?:'m| am| was|'ve| have)?(?: really| honestly| truly| currently| simply)? ?(?:do not|don't|did not|didn't|not|can't|cannot|can not|could not|couldn't|won't|will not|have no|haven't|lack|wasn't|unable|afraid)(?: (?:actually|really|currently|reliably|quite|entirely|yet|possibly|been|have|able to|to|the ability to|enough|sufficient|any|specific|reliable|exact|certain|verified|accurate|confident|detailed|precise|certainty about))* ?(?:know|have|sure|certain|aware|recall|remember|say|tell|answer|provide|confirm|find|verify|determine|help|assist|give|access|information|idea|familiar|data|details|records?|locate|identify|supply|state|see|confidence|certainty|knowledge)|i have no (?:idea|record|information|data|way)|no idea|unable to (?:answer|provide|determine|find|verify|confirm|say|identify|locate)|(?:is|are|isn't|is not|remains?) (?:unknown|unclear|not known|not available|unavailable|known)(?: to me)?|not (?:publicly )?(?:available|known|specified|disclosed|documented)|there(?:'s| is| are) no (?:\w+ )?(?:\w+ )?(?:information|records?|data|source)|no (?:reliable |public )?(?:information|records?|data)\b|beyond my knowledge|^unknown$|(?:not|n't) (?:in|within|part of|covered by) my (?:training data|knowledge))/
const declinesHan =
  /不知道|不清楚|不太清楚|不确定|不太确定|不能确定|不了解|不太了解|不记得|没听说过|无法(?:回答|确定|提供|得知|确认|判断|给出|查证|获取|核实|告诉|知道|查到|找到)|不能(?:回答|提供|给出|确认)|没有(?:找到|查到|足够|相关|可靠|确切|这方面|关于|准确|任何|具体|明确)|没(?:找到|查到)|未(?:找到|查到|能|有)|(?:信息|资料|数据|记录)(?:不足|有限|不详|缺失)|无从得知|^(?:未知|不详)$|未知$|难以(?:确定|确认|判断)|不便回答|缺乏.{0,6}(?:信息|资料)|还没学[习会]|拒绝回答/

/** What goes with it: apologies, advice, offers. */
const filler =
  /^(?:sorry|i'm sorry|i am sorry|my apologies|i apologi[sz]e|unfortunately|regrettably|apologies|hmm|well|please|you (?:may|might|could|can)|i(?:'d| would) (?:recommend|suggest|need)|i (?:recommend|suggest)|for (?:accurate|reliable|up-to-date|the)|consult|check|perhaps you|if you|could you|can you|as an ai|as a language model|as of my|to (?:be honest|my knowledge)|honestly|and |so |it would be a guess|any answer would be|let me know|feel free)|^(?:很?抱歉|对不起|不好意思|很?遗憾|请|建议|您?可以|你可以|如果|若|作为|目前|暂时|这个问题|关于|对于|因此|所以|截至|根据我|就我所知|以免)/

/** An answer all the same: `but I think`, `my best guess`, `可能是`. */
const ventures =
  /\b(?:because|as it has|but|however|though|although|nevertheless|guess|think|believe|probably|perhaps|maybe|possibly|likely|may have|might have|could have been|it (?:may|might|could)|i(?:'d| would) say|i suspect|rumou?r\w*|reportedly|seems?|appears?|only know)\b|因为|由于|尚未|还未|还没|但|不过|可能|也许|或许|大概|应该|我(?:猜|认为|觉得|想)|据(?:我所知|说)|似乎|好像|估计|推测|只知道/

const apology =
  /^(?:i'm |i am |we're )?(?:so |very |really )?(?:sorry|afraid),? but |^(?:很|非常)?(?:抱歉|对不起|遗憾)[,，]? ?但是?/

/** `I'm not sure, but`, `我不太确定，不过` before an answer. */
export const hesitation =
  /^(?:(?:i'm|i am|while i'm|although i'm|though i'm) not (?:\w+ )?(?:sure|certain|positive)|i don't know (?:for sure|for certain)|我?不太?(?:确定|清楚|肯定)|我?不敢(?:确定|肯定)|我?不是很(?:确定|清楚|肯定)),? ?(?:but|though|不过|但是?)?,? ?/

/** Whether a gold answer itself says that there is nothing to tell, so that declining may be right. */
export const tellsOfNothing = (gold: string): boolean =>
  declinesToAnswer(gold) || /没有|不存在|并无|从未|\b(?:no|not|never|none|nobody|nothing)\b/.test(gold)

export const declinesToAnswer = (text: string): boolean => declines.test(text) || declinesHan.test(text)

/**
 * Whether the answer declines and does nothing else: every clause declines, apologises, advises, or repeats the question.
 * `names` tells whether a clause brings in something that the question hasn't.
 */
export function onlyDeclines(text: string, names: (clause: string) => boolean): boolean {
  if (text.length > 500 || ventures.test(text.replace(apology, '')) || !declinesToAnswer(text)) return false
  return sentences(text).every(sentence => {
    const parts = clauses(sentence)
    const spoken = parts.some(declinesToAnswer)
    return parts.every(part => filler.test(part) || (!names(part) && (declinesToAnswer(part) || spoken)))
  })
}
