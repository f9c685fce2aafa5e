import { spawn } from 'node:child_process'
import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-lock-'))
})

test('a run has one owner, and the second is told who it is', async () => {
  const lock = await takeLock(dir)
  await expect(takeLock(dir)).rejects.toThrow(new RegExp(`in use by process ${process.pid} on ${hostname()} since 20`))
  await lock.release()
  const next = await takeLock(dir)
  await next.release()
})

test('of twenty that want a run at once exactly one gets it', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(dir)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('the lock of a process that was killed is taken over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const owner = { pid: child.pid, host: hostname(), started: '1', since: '2026-01-01T00:00:00Z' }
  child.kill('SIGKILL')
  await new Promise(resolve => child.once('exit', resolve))
  await writeFile(join(dir, 'lock.1'), JSON.stringify(owner))
  const lock = await takeLock(dir)
  expect(await readdir(dir)).toContain('lock.2')
  await lock.release()
})

test('a process that has the dead owner’s number but another start is not the owner', async () => {
  const owner = { pid: process.pid, host: hostname(), started: '1', since: '2026-01-01T00:00:00Z' }
  await writeFile(join(dir, 'lock.1'), JSON.stringify(owner))
  await expect(takeLock(dir)).resolves.toBeDefined()
})

test('a lock from another machine is believed', async () => {
  const owner = { pid: 1, host: 'elsewhere', started: '1', since: '2026-01-01T00:00:00Z' }
  await writeFile(join(dir, 'lock.1'), JSON.stringify(owner))
  await expect(takeLock(dir)).rejects.toThrow(/process 1 on elsewhere/)
})

test('a lock file torn by a crash holds nobody up', async () => {
  await writeFile(join(dir, 'lock.1'), '{"pid":')
  await expect(takeLock(dir)).resolves.toBeDefined()
})
