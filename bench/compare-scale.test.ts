import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureComparison, writeRuns } from './compare-scale.ts'

test('the short form of the measurement compares every row that it wrote', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-scale-'))
  await writeRuns(root, 2000)
  expect(await measureComparison(root)).toMatchObject({ samples: 2000 })
  await rm(root, { recursive: true })
})
