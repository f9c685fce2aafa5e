import type { z } from 'zod'

/** Whether an answer, or what is left of it after a loose transform, follows the instruction. Pure, and linear in the answer. */
export type Check = (answer: string) => boolean

/** A kind of instruction. `check` throws a ZodError for arguments that it doesn't take. */
export interface Rule {
  check(args: unknown, prompt: string): Check
}

/** `bind` gets the checked arguments and the prompt, which some instructions refer to. */
export const rule = <T>(args: z.ZodType<T>, bind: (args: T, prompt: string) => Check): Rule => ({
  check: (given, prompt) => bind(args.parse(given), prompt),
})
