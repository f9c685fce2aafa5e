import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)
const folders = ['src', 'suites', 'judges', 'datasets', 'reports', 'bench', 'scripts']

const cruise = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** What the project's own rules say of a tree of these files. */
async function wrongIn(files: Record<string, string>): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'xeval-arrows-'))
  const manifest = { name: 'xeval', exports: { '.': './src/index.ts', './*': './*/index.ts' } }
  for (const folder of folders) await mkdir(join(dir, folder))
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), text)
  }
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const hook = join(root, 'scripts/arrows/hooks.mjs')
  const config = join(root, '.dependency-cruiser.mjs')
  const args = ['--import', hook, tool, '--config', config, '--output-type', 'json', ...folders]
  const { stdout } = await run(process.execPath, args, { cwd: dir, maxBuffer: 2 ** 26 })
  const { violations } = cruise.parse(JSON.parse(stdout)).summary
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort()
}

test('an import against the arrows is seen, however it is written', async () => {
  const wrong = await wrongIn({
    'src/core/a.ts': "export const a = 1\nimport { readFileSync } from 'node:fs'\nexport const read = readFileSync",
    'src/stats/types-only.ts': "import type { B } from '../exec/b.ts'\nexport type C = B",
    'src/stats/in-a-type.ts': "export type C = import('../exec/b.ts').B",
    'src/stats/handed-on.ts': "export * from '../exec/b.ts'",
    'src/stats/when-needed.ts': "export const later = async () => import('../exec/b.ts')",
    'src/stats/right.ts': "import { a } from '../core/a.ts'\nexport const b = a",
    'src/stats/in-a-comment.ts': "// import '../exec/b.ts'\nexport const text = \"import '../exec/b.ts'\"",
    'src/exec/b.ts': 'export type B = string',
    'src/elsewhere/c.ts': "import '../core/a.ts'",
    'src/exec/missing.ts': "import './nowhere.ts'",
  })
  expect(wrong).toEqual([
    'arrows-of-stats: src/stats/handed-on.ts → src/exec/b.ts',
    'arrows-of-stats: src/stats/in-a-type.ts → src/exec/b.ts',
    'arrows-of-stats: src/stats/types-only.ts → src/exec/b.ts',
    'arrows-of-stats: src/stats/when-needed.ts → src/exec/b.ts',
    'no-unknown-folder: src/elsewhere/c.ts → src/core/a.ts',
    'no-unknown-import: src/exec/missing.ts → ./nowhere.ts',
    'pure: src/core/a.ts → fs',
  ])
})

test('a circle is seen, also one of types only', async () => {
  const wrong = await wrongIn({
    'src/exec/a.ts': "import type { B } from './b.ts'\nexport type A = B[]",
    'src/exec/b.ts': "import type { C } from './c.ts'\nexport type B = C[]",
    'src/exec/c.ts': "import type { A } from './a.ts'\nexport type C = A[]",
    'src/exec/d.ts': "import type { A } from './a.ts'\nexport type D = A",
  })
  expect(wrong).toEqual(['no-circle: src/exec/a.ts → src/exec/b.ts'])
})

test('plug-ins use what `xeval` shows, and other plug-ins by name', async () => {
  const wrong = await wrongIn({
    'src/index.ts': "export { a } from './core/a.ts'",
    'src/core/a.ts': 'export const a = 1',
    'suites/one/index.ts': "import 'xeval'\nimport '../two/inside.ts'\nimport '../../src/core/a.ts'\nimport './own.ts'",
    'suites/one/own.ts': "import 'xeval/judges/three'",
    'suites/two/inside.ts': "import 'xeval/reports/four'",
    'judges/three/index.ts': "import '../../src/index.ts'",
    'reports/four/index.ts': 'export const four = 4',
  })
  expect(wrong).toEqual([
    'arrows-of-suites: suites/one/index.ts → src/core/a.ts',
    'arrows-of-suites: suites/two/inside.ts → reports/four/index.ts',
    'plug-ins-by-name: judges/three/index.ts → src/index.ts',
    'plug-ins-by-name: suites/one/index.ts → src/core/a.ts',
    'plug-ins-by-name: suites/one/index.ts → suites/two/inside.ts',
  ])
})
