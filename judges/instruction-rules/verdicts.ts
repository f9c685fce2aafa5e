import type { Following } from './follow.ts'

/** What became of one instruction. */
export interface InstructionVerdict {
  /** `family:kind`, as the data has it. */
  id: string
  following: Following
}

const spoken: Readonly<Record<Following, string>> = {
  strictly: 'followed',
  loosely: 'followed loosely',
  not: 'not followed',
}

/** The rationale of a judgment: a line for each instruction. */
export const wordVerdicts = (verdicts: readonly InstructionVerdict[]): string =>
  verdicts.map(({ id, following }) => `${id}: ${spoken[following]}`).join('\n')

/**
 * The verdicts that a judgment's rationale states, for metrics and tables by instruction.
 * Throws where it is no rationale of this judge.
 */
export function readVerdicts(rationale: string | undefined): InstructionVerdict[] {
  return (rationale ?? '').split('\n').map(line => {
    const [, id, words] = /^(\S+): (.+)$/.exec(line) ?? []
    const following = followings.find(one => spoken[one] === words)
    if (id === undefined || following === undefined)
      throw new Error(`not a verdict on an instruction: ${line.slice(0, 80)}`)
    return { id, following }
  })
}
const followings: readonly Following[] = ['strictly', 'loosely', 'not']
