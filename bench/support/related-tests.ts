import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** How far each test is from a file, by imports: 1 for one that imports it itself. Files are relative to `root`. */
export function relatedTests(root: string, files: readonly string[]): (file: string) => Map<string, number> {
  const known = new Set(files)
  const importers = new Map<string, string[]>()
  for (const file of files)
    for (const target of importsOf(root, file)) {
      if (known.has(target)) importers.set(target, [...(importers.get(target) ?? []), file])
    }
  return file => {
    const distances = new Map([[file, 0]])
    const queue = [file]
    for (const next of queue)
      for (const importer of importers.get(next) ?? []) {
        if (distances.has(importer)) continue
        distances.set(importer, (distances.get(next) ?? 0) + 1)
        queue.push(importer)
      }
    return new Map([...distances].filter(([name]) => name.endsWith('.test.ts')))
  }
}

function importsOf(root: string, file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8')
  const specifiers = [...code.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name)
  return specifiers.flatMap(name => {
    if (name.startsWith('.')) return [normalize(join(dirname(file), name))]
    if (name === 'xeval') return ['src/index.ts']
    const own = /^xeval\/(.+)$/.exec(name)?.[1]
    if (own === undefined) return []
    return [own.includes('/') ? `${own}/index.ts` : `src/${own}/index.ts`]
  })
}
