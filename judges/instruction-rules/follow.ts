import { XevalError } from 'xeval'
import { z } from 'zod'
import type { Check } from './rule.ts'
import { rules } from './rules.ts'
import { isBlank, strip } from './text/text.ts'

export interface Instruction {
  id: string
  args: unknown
}

/** `strictly`: by the answer as it is. `loosely`: by the answer without its first line, its last, both, or its asterisks. */
export type Following = 'strictly' | 'loosely' | 'not'

/** How an answer follows each of its instructions. An empty one follows none. */
export function follow(instructions: readonly Instruction[], prompt: string, answer: string): Following[] {
  const loose = looserForms(answer)
  return instructions.map(instruction => {
    const check = checkOf(instruction, prompt)
    const follows: Check = text => !isBlank(text) && check(text)
    return follows(answer) ? 'strictly' : loose.some(follows) ? 'loosely' : 'not'
  })
}

/** The seven further forms in which an answer may follow: what stands around it, or markdown, is forgiven. */
export function looserForms(answer: string): string[] {
  const lines = answer.split('\n')
  const cut = [lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map(kept => strip(kept.join('\n')))
  const bare = [answer, ...cut].map(text => text.replaceAll('*', ''))
  return [...new Set([...cut, ...bare])].filter(text => text !== answer)
}

function checkOf({ id, args }: Instruction, prompt: string): Check {
  const rule = rules.get(id)
  if (rule === undefined)
    throw new XevalError('unknown-instruction', `there is no rule for the instruction ${id}`, {
      hint: 'Rules exist for the instructions of IFEval and of IFBench: docs/instructions.md lists them.',
    })
  try {
    return rule.check(args, prompt)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    throw new XevalError('bad-instruction', `${id}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
      hint: 'Its arguments are not those that this kind of instruction takes.',
    })
  }
}
