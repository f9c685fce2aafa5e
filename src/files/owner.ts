import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'

/** A process that has taken something for itself, as it stands in a file. */
const Owner = z.object({ pid: z.int(), host: z.string(), started: z.string(), since: z.string() })
export type Owner = z.infer<typeof Owner>

export const thisProcess = async (): Promise<Owner> => ({
  pid: process.pid,
  host: hostname(),
  started: (await startOf(process.pid)) ?? '',
  since: new Date().toISOString(),
})

/** Nobody where the file is gone meanwhile, or was torn by a crash while it was written. */
export async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

export async function isAlive(owner: Owner): Promise<boolean> {
  // From another machine nothing can be said of a process; believe it.
  if (owner.host !== hostname()) return true
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // A process id is given out again: only one that started at the same tick is the owner.
  const started = await startOf(owner.pid)
  return started === undefined || started === owner.started
}

/** The kernel's start tick of a process; `undefined` where there is no /proc. Independent of the clock. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
