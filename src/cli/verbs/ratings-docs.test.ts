import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CliResult, runCli, workspace } from '../../testing/index.ts'

const page = await readFile(join(import.meta.dirname, '../../../docs/ratings.md'), 'utf8')
const commands = Array.from(page.matchAll(/^ {4}xeval (.+)$/gm), match => match[1] ?? '')

test('every command of docs/ratings.md does what the page says, in its order', async () => {
  const cwd = await workspace()
  const prompts = ['Plan a picnic.', 'Name a colour.', '写一首短诗。']
  await writeFile(join(cwd, 'my-prompts.csv'), ['prompt', ...prompts, ''].join('\n'))
  for (const arm of ['base', 'sft']) {
    const lines = prompts.map((prompt, i) => `${JSON.stringify({ prompt, output: `${arm} ${i}` })}\n`)
    await writeFile(join(cwd, `${arm}.jsonl`), lines.join(''))
  }
  const said: Record<string, CliResult> = {}
  for (const command of commands) {
    // The general suite has no answers in these small files: too many errors, which is another test's matter.
    if (command.startsWith('run general')) continue
    const ids = (await readdir(join(cwd, '.xeval/runs')).catch(() => [])).sort()
    const run = (arm: string): string => ids.find(id => id.includes(arm)) ?? ''
    const typed = command.replace('BEFORE', run('base')).replace('AFTER', run('sft')).split(' ')
    const args = (await Promise.all(typed.map(word => expand(cwd, word)))).flat()
    const result = await runCli(args, {
      cwd,
      during: child => void child.stdout?.once('data', () => args[0] === 'rate' && child.kill('SIGINT')),
    })
    expect({ command, code: result.code, stderr: result.code === 0 ? '' : result.stderr }).toEqual({
      command,
      code: 0,
      stderr: '',
    })
    said[typed.slice(0, 2).join(' ')] = result
    if (command.startsWith('ratings template')) await fill(join(cwd, 'sheets'))
  }
  expect(said['ratings import']?.stdout).toContain('18 ratings imported')
  expect(said['ratings agreement']?.stdout).toMatch(/own-prompts +3 .*\+\d/)
}, 240_000)

/** What a shell does with `*`. */
async function expand(cwd: string, word: string): Promise<string[]> {
  const [folder = '', ending] = word.split('/*')
  if (ending === undefined) return [word]
  return (await readdir(join(cwd, folder))).filter(name => name.endsWith(ending)).map(name => join(folder, name))
}

async function fill(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter(name => name.endsWith('.csv'))) {
    const text = await readFile(join(folder, name), 'utf8')
    const rated = text.replace(
      /"(base|sft) (\d)",""/g,
      (_, arm, i) => `"${arm} ${i}","${arm === 'sft' ? 70 + Number(i) : 60}"`,
    )
    await writeFile(join(folder, name), rated)
  }
}
