const user = '(?:### ?(?:Instruction|User|Human|Input)|User|Human|用户|人类)'
const assistant = '(?:### ?(?:Response|Assistant|Output)|Assistant|AI|助手|助理)'
const line = (role: string): string => `\\n[ \\t]{0,3}(?:\\*\\*)?${role}(?:\\*\\*)?[:：]`

const userTurn = new RegExp(line(user), 'g')
const anyTurn = new RegExp(`(?:^|\\n)[ \\t]{0,3}(?:\\*\\*)?(?:${user}|${assistant})(?:\\*\\*)?[:：]`)
const reply = new RegExp(line(assistant))

/** What is left of ChatML and of Llama's headers without their tokens: names on lines of their own, with words between them. */
const bareTurn = /\n(?:user|human)[ \t]*\n+(?!(?:assistant|model|system)[ \t]*(?:\n|$))(?=\S)/g
const bareReply = /\n(?:assistant|model)[ \t]*\n\s*\S/

/**
 * Where a turn of the user's begins in plain words, as base models go on. Only where nothing announces a dialogue, none was under way, no code
 * block is open, and the model either answers it itself or stopped right there.
 */
export function plainTurnOf(text: string, from: number): number | undefined {
  return (
    turnOf(text, from, userTurn, rest => rest.trim() === '' || reply.test(rest)) ??
    turnOf(text, from, bareTurn, rest => bareReply.test(rest))
  )
}

function turnOf(text: string, from: number, turn: RegExp, isGoneOn: (rest: string) => boolean): number | undefined {
  turn.lastIndex = from
  const found = turn.exec(text)
  turn.lastIndex = 0
  if (found === null) return undefined
  const { index } = found
  const before = text.slice(from, index)
  if (before.trim() === '' || anyTurn.test(before) || isDialogue(before)) return undefined
  if ((before.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1) return undefined
  return isGoneOn(text.slice(index + found[0].length)) ? index : undefined
}

/** Words of a text that goes on to show what somebody says. */
const isDialogue = (before: string): boolean => {
  const tail = before.trimEnd()
  return (
    /[:：]$/.test(tail) ||
    /\b(?:templates?|formats?|chatml|examples?|samples?|dialog(?:ue)?s?|conversations?|transcripts?|scripts?|chats?|prompts?)\b|模板|格式|示例|例子|例如|对话|聊天|剧本/i.test(
      tail,
    )
  )
}
