import { spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'
import { isAlive, thisProcess } from './owner.ts'

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

test('a zombie holds nothing: it has ended, and only its parent has not been told', async () => {
  // The shell's child ends at once; what the shell has become waits for nobody.
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 30'])
  const pid = Number(String(await new Promise(resolve => parent.stdout.once('data', resolve))))
  const stat = async (): Promise<string> => readFile(`/proc/${pid}/stat`, 'utf8')
  await expect.poll(stat, { timeout: 10_000 }).toMatch(/\) Z /)
  const started = (await stat()).slice((await stat()).lastIndexOf(')') + 2).split(' ')[19] ?? ''
  expect(await isAlive({ ...(await thisProcess()), pid, started })).toBe(false)
  parent.kill('SIGKILL')
})

test.each([
  ['another machine', { host: 'elsewhere' }],
  ['another container', { pidSpace: 'pid:[1]' }],
  ['another start of the machine', { boot: 'before' }],
])('an owner in %s is believed as long as it shows that it lives, and no longer', async (_, where) => {
  const path = join(dir, 'lock.1')
  // Its number is that of a process which lives here, and its own may be dead.
  await writeFile(path, JSON.stringify({ ...(await thisProcess()), ...where }))
  const beats = setInterval(() => void appendFile(path, ' '), 100)
  await expect(takeLock(dir)).rejects.toMatchObject({ code: 'run-locked' })
  clearInterval(beats)
  const old = new Date(Date.now() - 100_000)
  await utimes(path, old, old)
  const lock = await takeLock(dir)
  expect(await readdir(dir)).toEqual(['lock.1', 'lock.2'])
  await lock.release()
})

test('of processes that fight for one lock never two have it, though its owners are killed', async () => {
  const child = `
    import { appendFileSync, writeFileSync, rmSync } from 'node:fs'
    import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}
    const [dir] = process.argv.slice(1)
    for (let round = 0; round < 60; round++) {
      const lock = await takeLock(dir, 'ratings.lock').catch(() => undefined)
      if (lock === undefined) { await new Promise(resolve => setTimeout(resolve, 1)); continue }
      try { writeFileSync(dir + '/inside', String(process.pid), { flag: 'wx' }) } catch { appendFileSync(dir + '/clashes', 'x') }
      await new Promise(resolve => setTimeout(resolve, 1))
      appendFileSync(dir + '/turns', 'x')
      rmSync(dir + '/inside', { force: true })
      // A round in sixteen that is an owner's ends with its death, while it holds the lock; all others give it back.
      if (round % 16 === 15) process.kill(process.pid, 'SIGKILL')
      await lock.release()
    }`
  const fighter = (): Promise<unknown> =>
    new Promise(resolve =>
      spawn(process.execPath, ['--conditions=@xeval/source', '--input-type=module', '-e', child, dir]).once(
        'exit',
        resolve,
      ),
    )
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 12 }, fighter))
  expect((await readFile(join(dir, 'turns'), 'utf8')).length).toBeGreaterThan(20)
  expect(await readdir(dir)).not.toContain('clashes')
}, 60_000)
