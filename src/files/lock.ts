import { randomBytes } from 'node:crypto'
import { link, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { XevalError } from '../core/errors.ts'
import { isAlive, type Owner, readOwner, thisProcess } from './owner.ts'

/**
 * Takes the run for this process, or throws with who holds it. The owner is whoever wrote the `lock.<N>` with the highest
 * number; a dead owner is followed by creating the next number, which only one of several processes can do. Files of dead
 * owners stay: removing one would let a process with an old view of the folder create its number a second time.
 */
export async function lockRun(dir: string): Promise<{ release(): Promise<void> }> {
  const self = await thisProcess()
  for (let tries = 0; tries < 10; tries++) {
    const last = await lastLock(dir)
    const owner = last === 0 ? undefined : await readOwner(pathOf(dir, last))
    if (owner !== undefined && (await isAlive(owner))) throw held(dir, owner, last)
    const path = pathOf(dir, last + 1)
    try {
      await createWhole(path, JSON.stringify(self))
      return { release: () => rm(path, { force: true }) }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      // Somebody was quicker.
      await sleep(20)
    }
  }
  throw new XevalError('run-locked', `${dir}: other processes keep taking the lock`, { hint: 'Wait until they end.' })
}

/** Creates a file with its content in one step, or fails where it exists: nobody ever reads an owner that is half there. */
async function createWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(temporary, text)
    await link(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

const pathOf = (dir: string, n: number): string => join(dir, `lock.${n}`)

const lastLock = async (dir: string): Promise<number> =>
  Math.max(0, ...(await readdir(dir)).map(name => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0)))

const held = (dir: string, owner: Owner, n: number): XevalError =>
  new XevalError('run-locked', `${dir} is in use by process ${owner.pid} on ${owner.host} since ${owner.since}`, {
    hint: `Wait until it ends. If that machine no longer exists, delete ${pathOf(dir, n)} and resume.`,
  })
