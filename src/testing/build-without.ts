import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { workspace } from './run-cli.ts'

const root = join(import.meta.dirname, '../..')

/** A copy of the build whose registry has no such suite. Gives back its `main.js`. */
export async function buildWithout(suite: string): Promise<string> {
  const copy = await workspace()
  await cp(join(root, 'dist'), join(copy, 'dist'), { recursive: true })
  await cp(join(root, 'package.json'), join(copy, 'package.json'))
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  const entry = new RegExp(`^\\s*['"]?${suite}['"]?: \\(\\) => import\\([^)]*\\),?\\n`, 'm')
  let removed = 0
  for (const file of await readdir(join(copy, 'dist/chunks'))) {
    const path = join(copy, 'dist/chunks', file)
    const code = await readFile(path, 'utf8')
    if (!code.includes('suites/') || !entry.test(code)) continue
    await writeFile(path, code.replace(entry, ''))
    removed++
  }
  if (removed !== 1) throw new Error(`the build names ${suite} in ${removed} places, expected one`)
  const names = join(copy, 'dist/suites/names.json')
  const known: { name: string }[] = JSON.parse(await readFile(names, 'utf8'))
  await writeFile(names, JSON.stringify(known.filter(({ name }) => name !== suite)))
  return join(copy, 'dist/src/cli/main.js')
}
