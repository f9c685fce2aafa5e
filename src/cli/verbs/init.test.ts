import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { pluginKinds } from '../../core/api.ts'
import { compiler, installPackage, installXeval, runNode } from '../../fixtures/install.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

const options = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2024',
    types: ['node'],
    strict: true,
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['*.js'],
}

test.each(pluginKinds)('a package for a %s passes the checks of its contract as it is, and its types', async kind => {
  const cwd = await workspace()
  await installXeval(cwd)
  const made = await runCli(['init', '--plugin', kind, 'first-try'], { cwd })
  expect([made.code, made.stderr]).toEqual([0, ''])
  const folder = join(cwd, `xeval-${kind}-first-try`)
  const tested = await runNode(['--test'], folder)
  expect([tested.code, tested.output]).toEqual([0, expect.stringMatching(/^ℹ pass [1-9]/m)])
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options))
  expect(await runNode([compiler, '-p', '.'], folder)).toEqual({ code: 0, output: '' })
  // Its checks can fail.
  const index = join(folder, 'index.js')
  await writeFile(index, (await readFile(index, 'utf8')).replace(/description: '.*',/, "description: '',"))
  const broken = await runNode(['--test'], folder)
  expect([broken.code, broken.output]).toEqual([1, expect.stringContaining('It has no description.')])
})

test.each(pluginKinds)('a package for a %s is known by its name once it is installed', async kind => {
  const cwd = await workspace()
  await installXeval(cwd)
  await runCli(['init', '--plugin', kind, `xeval-${kind}-first-try`], { cwd })
  const name = `xeval-${kind}-first-try`
  await installPackage(join(cwd, name), cwd, name)
  await writeFile(join(cwd, 'xeval.config.json'), JSON.stringify({ plugins: [name] }))
  const { stdout } = await runCli(['list', `${kind}s`, '--json'], { cwd })
  expect(JSON.parse(stdout)[`${kind}s`].map((one: { name: string }) => one.name)).toContain('first-try')
})

test('a suite that init makes runs by the provider that it makes', async () => {
  const cwd = await workspace()
  await installXeval(cwd)
  for (const kind of ['suite', 'provider']) await runCli(['init', '--plugin', kind, 'mine'], { cwd })
  const plugins = ['suite', 'provider'].flatMap(kind => ['--plugin', `./xeval-${kind}-mine/index.js`])
  const { code, stdout } = await runCli(['run', 'mine', '--model', 'mine/echo', ...plugins], { cwd })
  // It says the question, whose last number is right for none.
  expect([code, stdout]).toEqual([0, expect.stringMatching(/mine-sums +right_rate +6 +0\.0%/)])
})

test.each([
  [['init', '--plugin', 'suite'], '--plugin needs a name'],
  [['init', 'mine'], 'a name needs --plugin'],
  [['init', '--plugin', 'suit', 'mine'], '--plugin: expected suite or dataset or judge or report or provider'],
  [['init', '--plugin', 'suite', 'My Suite'], '"My Suite" is not a valid plug-in name'],
])('%j is an error that says what is wrong, and writes nothing', async (args, message) => {
  const cwd = await workspace()
  const { code, stderr } = await runCli(args, { cwd })
  expect([code, stderr]).toEqual([2, expect.stringContaining(`error: ${message}`)])
  expect(await readdir(cwd)).toEqual([])
})

const types = [undefined, 'commonjs', 'module'] as const

test.each(types)('what init writes is read where the project’s type is %s', async type => {
  const cwd = await workspace()
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ private: true, ...(type && { type }) }))
  expect((await runCli(['init'], { cwd })).code).toBe(0)
  const { code, stdout, stderr } = await runCli(['doctor', '--json'], { cwd })
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toContainEqual({ what: 'config', state: 'ok', detail: '4 settings' })
})

const es = 'const limit: number = -3\nexport default { limit }\n'
const common = 'const limit: number = -3\nmodule.exports = { limit }\n'
const written = types.flatMap(type =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map(extension => {
    const isPlain = extension === 'ts' || extension === 'js'
    const isCommon = isPlain ? type === 'commonjs' : extension.startsWith('c')
    return { type, extension, isCommon, isPlain }
  }),
)
const codeOf = (text: string, extension: string): string =>
  extension.endsWith('ts') ? text : text.replace(': number', '')

test.each(written)('xeval.config.$extension is read where the project’s type is $type', async one => {
  const { type, extension, isCommon } = one
  const cwd = await workspace()
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ private: true, ...(type && { type }) }))
  await writeFile(join(cwd, `xeval.config.${extension}`), codeOf(isCommon ? common : es, extension))
  const { code, stderr } = await runCli(['plan', 'safety'], { cwd })
  expect([code, stderr]).toEqual([2, expect.stringContaining(`xeval.config.${extension}: limit: `)])
})

test.each(['ts', 'js'])(
  'an ES module in xeval.config.%s of a CommonJS project is told what to be called',
  async ending => {
    const cwd = await workspace()
    await writeFile(join(cwd, 'package.json'), JSON.stringify({ type: 'commonjs' }))
    await writeFile(join(cwd, `xeval.config.${ending}`), codeOf(es, ending))
    const { code, stderr } = await runCli(['plan', 'safety'], { cwd })
    expect([code, stderr]).toEqual([2, expect.stringContaining(`rename it to xeval.config.m${ending}.`)])
  },
)

test('init does not write beside a config of another name, which would go before it', async () => {
  const cwd = await workspace()
  await writeFile(join(cwd, 'xeval.config.json'), '{}')
  const { code, stderr } = await runCli(['init', '--force'], { cwd })
  expect([code, stderr]).toEqual([2, expect.stringContaining('xeval.config.json already exists; nothing was written')])
  expect(await readdir(cwd)).toEqual(['xeval.config.json'])
})

test('the workflow installs what the project asks for, and xeval where it asks for none', async () => {
  const cwd = await workspace()
  await runCli(['init'], { cwd })
  const workflow = await readFile(join(cwd, '.github/workflows/xeval-nightly.yml'), 'utf8')
  const script = /- name: Install\n\s+run: \|\n((?: {10}.*\n)+)/.exec(workflow)?.[1]?.replace(/^ {10}/gm, '') ?? 'false'
  const steps = (): string =>
    execFileSync('bash', ['-ec', `npm() { echo npm $*; }\n${script}`], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'))
  const own = `npm install --no-save xeval@${version}`
  expect(steps()).toBe(own)
  await writeFile(join(cwd, 'package.json'), '{}')
  expect(steps()).toBe(`npm install\n${own}`)
  await writeFile(join(cwd, 'package-lock.json'), '{}')
  expect(steps()).toBe(`npm ci\n${own}`)
  await mkdir(join(cwd, 'node_modules/.bin'), { recursive: true })
  await writeFile(join(cwd, 'node_modules/.bin/xeval'), '#!/bin/sh\n', { mode: 0o755 })
  expect(steps()).toBe('npm ci')
})
