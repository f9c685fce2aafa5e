import { isAbsolute, join } from 'node:path'
import type { Registry } from '../registry/registry.ts'
import { xevalHome } from '../sources/home.ts'
import type { RunEvent } from './events.ts'

/** All that the application knows of the world around it: whoever calls it says where it is and listens to it. */
export interface Context {
  /** What relative paths start from: an absolute folder, or `.` for wherever the process is. */
  readonly cwd: string
  /** Where keys, `XEVAL_HOME` and the like are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly registry: Registry
  /** Asks for an end: what is in flight is finished and kept, nothing new begins. */
  readonly stopping: AbortSignal
  /** Ends what is in flight, too. */
  readonly signal: AbortSignal
  onEvent(event: RunEvent): void
  now(): Date
}

/** A context that nobody interrupts or listens to, unless `given` says so. */
export const makeContext = (given: Partial<Context> & Pick<Context, 'registry'>): Context => ({
  cwd: '.',
  env: {},
  stopping: new AbortController().signal,
  signal: new AbortController().signal,
  onEvent: () => undefined,
  now: () => new Date(),
  ...given,
})

/** A path as the caller wrote it, from where the caller is. Paths from `.` stay as short as they were written. */
export const at = ({ cwd }: Pick<Context, 'cwd'>, path: string): string => (isAbsolute(path) ? path : join(cwd, path))

/** Where pulled data, templates and the cache are. */
export const homeOf = ({ env, cwd }: Context): string => xevalHome(env, cwd)
