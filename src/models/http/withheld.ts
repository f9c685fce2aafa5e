import type { ServerFault } from './server-fault.ts'

/**
 * Whether the provider withheld an answer: its filter or moderation stopped the prompt or what was written. That concerns one
 * sample, and is an output of the served system rather than an error.
 */
export function isWithheld(status: number, { message, codes, filtered }: ServerFault): boolean {
  if (status === 451) return true
  if (ofTheAccount.has(status) || aboutAccount.test(message)) return false
  if (filtered || codes.some(code => filterCodes.has(code.replace(/[^a-z0-9]/g, '')))) return true
  if (namedOutright.test(message)) return true
  // A gateway that is down may name its filter as what is down.
  return status < 500 && ((topic.test(message) && verdict.test(message)) || aboutContent.test(message))
}

/** Key, credit, page and pace: nothing of one prompt. */
const ofTheAccount = new Set([401, 402, 404, 405, 407, 429])

const aboutAccount =
  /\b(account|organi[sz]ation|api[ _-]?key|subscription|project|access)\b.{0,80}\b(disabled|suspended|terminated|banned|deactivated|revoked)\b/i

/** Azure and OpenAI; DashScope; Zhipu (1301); MiniMax (1026, 1027); Volcengine; Bedrock; Google; LiteLLM. */
const filterCodes = new Set(
  `contentfilter contentfiltered contentfiltererror contentpolicyviolation contentpolicyviolationerror
   responsibleaipolicyviolation datainspectionfailed 1301 1026 1027 moderationblocked contentmoderation
   contentmoderationerror sensitive sensitivecontentdetected inputtextsensitivecontentdetected
   outputtextsensitivecontentdetected guardrailintervened promptblocked safety prohibitedcontent
   blocklist recitation spii`.split(/\s+/),
)

const namedOutright =
  /content[ _-]?policy[ _-]?violation|responsible ?ai ?policy|data[ _-]?inspection[ _-]?failed|prohibited_content|content exists risk|guardrail[ _]?intervened/i
const topic =
  /content[ _-]?(management|filter|moderation|safety|policy|policies)|\bmoderat(ed|ion)\b|\bsafety (system|filter|polic|check|guard|setting|reason)|\b(usage|acceptable use|safety) (polic|guideline)|\bguardrails?\b|blocked due to|: SAFETY\b/i
const verdict = /\b(block|flag|filter(ed)?\b|reject|refus|stopp|trigger|violat|withheld|deni|disallow|caught)/i
const aboutContent =
  /\b(inappropriate|unsafe|harmful|sensitive|prohibited|objectionable|high[- ]risk) (content|information|material|words?|text|input|output)\b|\b(considered|detected as|deemed)( to be)? (high[- ]risk|unsafe|sensitive|harmful)|content (violates|risk)|敏感(内容|信息|词)|不安全.{0,8}内容|违规(内容|信息)|内容.{0,12}(违规|不合规|不安全|敏感|安全审核|风险)|(未|不)(能)?通过.{0,6}审核/i
