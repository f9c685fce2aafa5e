import { mkdtemp, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those above it, and one that is there is left as it is', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'xeval-')), 'a', 'b')
  await makeFolder(folder)
  await makeFolder(folder)
  expect((await stat(folder)).isDirectory()).toBe(true)
})

test('a folder that can’t be made is named, with the reason', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'xeval-')), 'file')
  await writeFile(file, '')
  for (const folder of [file, join(file, 'below'), join(file, 'far', 'below')])
    await expect(makeFolder(folder)).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining(folder),
    })
})

test.runIf(process.platform === 'linux')(
  'where nobody can make folders, it fails and does not try for ever',
  async () => {
    await expect(makeFolder('/proc/xeval/runs')).rejects.toMatchObject({ code: 'cannot-write' })
  },
)
