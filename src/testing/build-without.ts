import { cp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { workspace } from './run-cli.ts'

const root = join(import.meta.dirname, '../..')

/** A copy of the build whose registry has no such suite. Gives back its `main.js`. */
export async function buildWithout(suite: string): Promise<string> {
  const copy = await copyBuild()
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
  return mainOf(copy)
}

/** One whose registry has the suite, and can't load it. */
export async function buildWithBroken(suite: string): Promise<string> {
  const copy = await copyBuild()
  await rm(join(copy, 'dist/suites', suite, 'index.js'))
  return mainOf(copy)
}

async function copyBuild(): Promise<string> {
  const copy = await workspace()
  await cp(join(root, 'dist'), join(copy, 'dist'), { recursive: true })
  await cp(join(root, 'package.json'), join(copy, 'package.json'))
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

const mainOf = (copy: string): string => join(copy, 'dist/src/cli/main.js')
