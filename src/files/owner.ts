import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'

/** A process that has taken something for itself, as it stands in a file. */
const Owner = z.object({
  pid: z.int(),
  host: z.string(),
  /** The kernel's start tick: a process id is given out again. */
  started: z.string(),
  since: z.string(),
  /** Of the kernel, since it was started, and of the namespace that gave the process id: elsewhere the number means another process. */
  boot: z.string().exactOptional(),
  pidSpace: z.string().exactOptional(),
})
export type Owner = z.infer<typeof Owner>

export async function thisProcess(): Promise<Owner> {
  const { boot, pidSpace } = await whereWeAre()
  return {
    pid: process.pid,
    host: hostname(),
    started: (await statOf('self'))?.started ?? '',
    since: new Date().toISOString(),
    ...(boot !== undefined && { boot }),
    ...(pidSpace !== undefined && { pidSpace }),
  }
}

/** `gone` where the file was removed meanwhile, `torn` where it holds no owner: it is being written, or a crash came in between. */
export async function readOwner(path: string): Promise<Owner | 'gone' | 'torn'> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return 'gone'
  try {
    return Owner.parse(JSON.parse(text))
  } catch {
    return 'torn'
  }
}

/** Whether the process lives; `undefined` where that can't be seen from here: on another machine, or in another container. */
export async function isAlive(owner: Owner): Promise<boolean | undefined> {
  if (owner.host !== hostname()) return undefined
  const { boot, pidSpace } = await whereWeAre()
  if (owner.boot !== undefined && owner.boot !== boot) return undefined
  if (owner.pidSpace !== undefined && owner.pidSpace !== pidSpace) return undefined
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  // A /proc of another namespace speaks of other processes.
  if ((await readlink('/proc/self').catch(() => undefined)) !== String(process.pid)) return true
  const stat = await statOf(String(owner.pid))
  // A zombie has ended: only its parent has not been told yet.
  return stat === undefined || (!'ZX'.includes(stat.state) && stat.started === owner.started)
}

async function whereWeAre(): Promise<{ boot: string | undefined; pidSpace: string | undefined }> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined)
  return { boot: boot?.trim(), pidSpace: await readlink('/proc/self/ns/pid').catch(() => undefined) }
}

/** State and start tick of a process; `undefined` where there is no /proc. Independent of the clock. */
async function statOf(pid: string): Promise<{ state: string; started: string } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields?.[0], fields?.[19]]
  return state === undefined || started === undefined ? undefined : { state, started }
}
