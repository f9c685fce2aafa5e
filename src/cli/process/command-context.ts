import { builtIn } from '../../registry/built-in.ts'
import { type Context, makeContext } from '../../run/context.ts'

/** The world as the command line sees it: this process's folder and environment, and what the verb listens with. */
export const commandContext = (given: Partial<Context> = {}): Context =>
  makeContext({ cwd: '.', env: process.env, registry: builtIn, ...given })
