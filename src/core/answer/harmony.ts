/** A reply in channels, as gpt-oss writes it (https://cookbook.openai.com/articles/openai-harmony). */
export interface Channels {
  thoughts: string[]
  /** What the final channel says, and all that follows it; absent where the reply ended before it. */
  rest?: string
}

/** The channels of a reply, whether its special tokens are there or were dropped by the server; nothing where it has none. */
export const readChannels = (text: string): Channels | undefined => withTokens(text) ?? withoutTokens(text)

/** A prompt that ends within a header leaves the rest of it to the reply. */
const begun = '(?:(?:analysis|commentary|final)(?: to=[^<]{0,100})?)?<\\|message\\|>'
const head = new RegExp(`^\\s*(?:<\\|start\\|>assistant)?(?:<\\|channel\\|>|${begun})`)
/** A message without a channel is the answer; servers that drop the token before the words leave a line's end. */
const header = new RegExp(
  '(?:(?:<\\|start\\|>assistant)?<\\|channel\\|>|^\\s*(?=(?:analysis|commentary|final)\\b))(\\w{1,20})' +
    '(?:[^<]{0,200}(?:<\\|constrain\\|>\\w{0,20})?<\\|message\\|>|(?<=analysis|commentary|final)[ \\t]*\\n)' +
    '|<\\|start\\|>assistant<\\|message\\|>|^\\s*<\\|message\\|>',
  'g',
)

function withTokens(text: string): Channels | undefined {
  if (!head.test(text)) return undefined
  const thoughts: string[] = []
  let open: { channel: string; from: number } | undefined
  header.lastIndex = 0
  for (let found = header.exec(text); found !== null; found = header.exec(text)) {
    if (open !== undefined) keep(thoughts, text.slice(open.from, found.index))
    open = { channel: found[1] ?? 'final', from: header.lastIndex }
    if (open.channel === 'final') {
      header.lastIndex = 0
      return { thoughts, rest: text.slice(open.from) }
    }
  }
  keep(thoughts, text.slice(open?.from ?? 0))
  return { thoughts }
}

/** `analysis…assistantfinal…`: the names of the channels run into the text. */
function withoutTokens(text: string): Channels | undefined {
  const trimmed = text.trimStart()
  if (!/^(?:analysis|commentary)/.test(trimmed)) return undefined
  const final = trimmed.indexOf('assistantfinal')
  if (final < 0) return first.test(trimmed) ? { thoughts: [trimmed.slice('analysis'.length).trim()] } : undefined
  const thoughts: string[] = []
  for (const part of trimmed.slice(0, final).split(/assistant(?=analysis|commentary)/)) {
    keep(thoughts, part.replace(/^(?:analysis|commentary)/, ''))
  }
  return { thoughts, rest: trimmed.slice(final + 'assistantfinal'.length) }
}

/** How an analysis begins that was cut off before the final channel; `analysisResult = 1` is a program. */
const first =
  /^analysis(?:We|The|User|Let|Need|I|It|This|Question|They|You|Just|Simple|Provide|Compute|Problem|So|Okay)[ ,.:'’]/

function keep(thoughts: string[], text: string): void {
  const trimmed = text.replace(/(?:<\|(?:end|call|return)\|>\s*)+$/, '').trim()
  if (trimmed !== '') thoughts.push(trimmed)
}
