import { resolve } from 'node:path'

/** Where code that calls xeval is. */
export interface Surroundings {
  /** What relative paths start from, and where `.xeval/` is. @default the process's working directory at the time of the call */
  cwd?: string
  /** Where keys, `XEVAL_HOME` and the like are looked up. @default the process's environment */
  env?: Readonly<Record<string, string | undefined>>
}

/** The same with nothing left out. */
export const surroundingsOf = ({ cwd = '.', env = process.env }: Surroundings): Required<Surroundings> => ({
  cwd: resolve(cwd),
  env,
})
