import { mkdtemp, open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendTo, type LogFile } from './append-log.ts'
import { encodeLine } from './line.ts'

/** A log on a disk that takes `room` bytes, until `free()` is called; what doesn't fit is half written, as a kernel does it. */
async function fullDisk(room: number) {
  const path = join(await mkdtemp(join(tmpdir(), 'xeval-full-')), 'log.jsonl')
  const file = await open(path, 'w')
  let left = room
  const write = async (bytes: Buffer, from = 0, length = bytes.length, position = 0) => {
    const fits = Math.min(length, left)
    left -= fits
    if (fits === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    return file.write(bytes, from, fits, position)
  }
  const stand: Pick<LogFile, 'truncate' | 'datasync' | 'close'> = file
  const handle: LogFile = {
    // Only the form that the log uses.
    write: Object.assign(write) as LogFile['write'],
    truncate: size => stand.truncate(size),
    datasync: () => stand.datasync(),
    close: () => stand.close(),
  }
  const free = (): void => {
    left = Number.POSITIVE_INFINITY
  }
  return { path, handle, free }
}

const lines = (n: number): Buffer[] => Array.from({ length: n }, (_, i) => encodeLine({ i, text: 'x'.repeat(40) }))

test('a full disk makes the log wait, says so once, and goes on without a lost or torn line', async () => {
  const { path, handle, free } = await fullDisk(500)
  const said: string[] = []
  const log = appendTo(handle, path, {
    size: 0,
    retryMs: 5,
    onPause: message => {
      said.push(message)
      setTimeout(free, 40)
    },
    onResume: () => said.push('on'),
  })
  for (const line of lines(30)) await log.append(line)
  await log.close()
  expect(await readFile(path, 'utf8')).toBe(Buffer.concat(lines(30)).toString())
  expect(said).toEqual([expect.stringMatching(/^disk full: .*log\.jsonl is waiting for space/), 'on'])
})

test('the waiting ends when the run does, with whole lines on the disk and an error that says what to do', async () => {
  const { path, handle } = await fullDisk(500)
  const stop = new AbortController()
  const log = appendTo(handle, path, { size: 0, retryMs: 5, signal: stop.signal, onPause: () => stop.abort() })
  const results = await Promise.allSettled(lines(30).map(line => log.append(line)))
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  await expect(log.append(encodeLine({ more: true }))).rejects.toMatchObject({
    code: 'cannot-write',
    hint: expect.stringContaining('resume the run'),
  })
  const text = await readFile(path, 'utf8')
  expect(text === '' || text.endsWith('\n')).toBe(true)
})

test('a sync that failed is never taken for one that worked', async () => {
  const { path, handle, free } = await fullDisk(0)
  free()
  let syncs = 0
  const failing: LogFile = {
    ...handle,
    datasync: async () => {
      if (syncs++ === 0) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
    },
  }
  const log = appendTo(failing, path, { size: 0 })
  await log.append(encodeLine({ i: 1 }))
  await expect(log.sync()).rejects.toThrow(/EIO/)
  await expect(log.sync()).rejects.toThrow(/EIO/)
  await expect(log.append(encodeLine({ i: 2 }))).rejects.toThrow(/EIO/)
})
