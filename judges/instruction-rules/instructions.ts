import { type Sample, XevalError } from 'xeval'
import type { Instruction } from './follow.ts'

/** Out of a sample's metadata: `instructions` has the kinds, `arguments` beside it those of each, as JSON. */
export function instructionsOf({ id, metadata }: Pick<Sample, 'id' | 'metadata'>): Instruction[] {
  const { instructions, arguments: given } = metadata
  if (
    !Array.isArray(instructions) ||
    !Array.isArray(given) ||
    instructions.length === 0 ||
    instructions.length !== given.length
  )
    throw new XevalError('no-instructions', `sample ${id} has no instructions that can be checked`, {
      hint: 'Its metadata needs `instructions`, a list of kinds, and `arguments`, as many JSON objects.',
    })
  return instructions.map((kind, at) => ({ id: kind, args: argumentsOf(id, given[at] ?? '') }))
}

function argumentsOf(id: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new XevalError('no-instructions', `sample ${id} has arguments that are no JSON: ${json.slice(0, 80)}`, {
      cause,
    })
  }
}
