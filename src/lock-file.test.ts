import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const Entry = z.object({
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  cpu: z.array(z.string()).optional(),
})
const path = join(import.meta.dirname, '../package-lock.json')
const { packages } = z.object({ packages: z.record(z.string(), Entry) }).parse(JSON.parse(readFileSync(path, 'utf8')))

test('every package that is installed is held to a digest: only binaries of development tools for other machines have none', () => {
  const without = Object.entries(packages).filter(
    ([name, { integrity, link }]) => name !== '' && !link && integrity === undefined,
  )
  expect(without.filter(([, { dev, optional, cpu }]) => !(dev && optional && cpu !== undefined))).toEqual([])
  expect(
    Object.values(packages).filter(({ integrity }) => integrity !== undefined && !integrity.startsWith('sha512-')),
  ).toEqual([])
})
