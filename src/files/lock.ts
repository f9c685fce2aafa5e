import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { appendFile, link, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { XevalError } from '../core/errors.ts'
import { isAlive, type Owner, readOwner, thisProcess } from './owner.ts'

export interface Lock {
  release(): Promise<void>
  /** Throws where another process took the lock meanwhile, as after a long stop; nothing where that was seen not long ago. */
  check(): Promise<void> | undefined
}

/** An owner shows so often that it lives, to those who can't see its process. */
const BEAT_MS = 5000
/** Without such a sign for so long, an owner elsewhere is taken for dead. */
const SILENT_MS = 30_000

/**
 * Takes a folder, or one thing in it, for this process, or throws with who holds it: the one lock of runs, cache, nights and ratings.
 * The owner is whoever wrote the `NAME.<N>` with the highest number; a dead owner is followed by creating the next number, which only
 * one of several processes can do. Files of dead owners stay: removing one would let a process with an old view of the folder create its
 * number a second time.
 */
export async function takeLock(dir: string, name = 'lock'): Promise<Lock> {
  const self = await thisProcess()
  for (let tries = 0; tries < 10; tries++) {
    const last = await lastLock(dir, name)
    const owner = last === 0 ? undefined : await settled(pathOf(dir, name, last))
    // It was given back since the folder was listed: its number is free, and whoever took the next one would stand beside the next owner.
    if (owner === 'gone') {
      await sleep(20 * Math.random())
      continue
    }
    if (owner !== undefined && (await holds(owner, dir, name, last))) throw held(dir, name, owner, last)
    try {
      await createWhole(pathOf(dir, name, last + 1), JSON.stringify(self))
      return keep(dir, name, last + 1)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      // Somebody was quicker.
      await sleep(20)
    }
  }
  throw new XevalError('run-locked', `${dir}: other processes keep taking the lock`, { hint: 'Wait until they end.' })
}

/** Who is in the file, once it is written; nobody where a crash came in between. */
async function settled(path: string): Promise<Owner | 'gone' | undefined> {
  for (let tries = 0; tries < 50; tries++) {
    const owner = await readOwner(path)
    if (owner !== 'torn') return owner
    await sleep(20)
  }
  return undefined
}

function keep(dir: string, name: string, n: number): Lock {
  const path = pathOf(dir, name, n)
  let seen = performance.now()
  const look = async (): Promise<void> => {
    if ((await lastLock(dir, name)) !== n) throw lost(dir)
    seen = performance.now()
  }
  // A blank behind the owner: it moves the file's time, by the clock of whoever stores it.
  const beat = (): Promise<void> => appendFile(path, ' ', { flag: constants.O_WRONLY | constants.O_APPEND }).then(look)
  // Whoever writes next hears of a lock that is lost; a beat that could not be written is no reason to end.
  const beats = setInterval(() => void beat().catch(() => undefined), BEAT_MS).unref()
  return {
    check: () => (performance.now() - seen < SILENT_MS / 2 ? undefined : look()),
    async release() {
      clearInterval(beats)
      await rm(path, { force: true })
    },
  }
}

/** One that can't be seen from here is waited for: it shows within seconds that it lives, or it doesn't. Older versions never do. */
async function holds(owner: Owner, dir: string, name: string, n: number): Promise<boolean> {
  const alive = await isAlive(owner)
  if (alive !== undefined || owner.boot === undefined) return alive ?? true
  const first = await ageOf(dir, name, n)
  const until = performance.now() + SILENT_MS - (first ?? SILENT_MS)
  for (let was = first; was !== undefined; ) {
    if (performance.now() >= until) return false
    await sleep(500)
    const age = await ageOf(dir, name, n)
    // It was written to meanwhile.
    if (age !== undefined && age < was) return true
    was = age
  }
  return false
}

/** How long ago a lock was written to, by the clock of whoever stores it; nothing where it is gone. */
async function ageOf(dir: string, name: string, n: number): Promise<number | undefined> {
  const probe = join(dir, `${name}.${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(probe, '')
    return (await stat(probe)).mtimeMs - (await stat(pathOf(dir, name, n))).mtimeMs
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  } finally {
    await rm(probe, { force: true })
  }
}

/** Creates a file with its content in one step, or fails where it exists: nobody ever reads an owner that is half there. */
async function createWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(temporary, text)
    await link(temporary, path)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(String(codeOf(error)))) throw error
    // A file system without links.
    const file = await open(path, 'wx')
    await file.writeFile(text).finally(() => file.close())
  } finally {
    await rm(temporary, { force: true })
  }
}

const pathOf = (dir: string, name: string, n: number): string => join(dir, `${name}.${n}`)

const lastLock = async (dir: string, name: string): Promise<number> =>
  Math.max(
    0,
    ...(await readdir(dir)).map(file => (file.startsWith(`${name}.`) ? numberOf(file.slice(name.length + 1)) : 0)),
  )

const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0)

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const held = (dir: string, name: string, owner: Owner, n: number): XevalError =>
  new XevalError('run-locked', `${dir} is in use by process ${owner.pid} on ${owner.host} since ${owner.since}`, {
    hint: `Wait until it ends. If that machine no longer exists, delete ${pathOf(dir, name, n)} and resume.`,
  })

const lost = (dir: string): XevalError =>
  new XevalError('lock-lost', `${dir} was taken over by another process while this one stood still`, {
    hint: 'The other process goes on with it; this one has written nothing since.',
  })
