/** What the arguments of instructions are made of. */
import { z } from 'zod'

export const none = z.object({})
export const text = z.string().min(1)
export const count = z.int().nonnegative()
export const position = z.int().positive()
export const relation = z.enum(['at least', 'less than'])

export const holds = (found: number, how: z.infer<typeof relation>, wanted: number): boolean =>
  how === 'at least' ? found >= wanted : found < wanted
