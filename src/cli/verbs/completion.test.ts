import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
const main = join(dirname(createRequire(import.meta.url).resolve('xeval/package.json')), 'dist/src/cli/main.js')
beforeAll(async () => {
  cwd = await workspace()
  await mkdir(join(cwd, 'bin'))
  const script = `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`
  await writeFile(join(cwd, 'bin/xeval'), script, { mode: 0o755 })
})

/** What is offered for the last of these words: kind and word. */
async function offered(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runCli(['__complete', ...words], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.split('\n').filter(line => line !== '')
  return lines.map(line => line.split('\t').slice(0, 2).join(' ').trim())
}

test('verbs, sub-verbs and options are those that are declared', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['word run', 'word ratings', 'word completion']))
  expect(await offered('comp')).toEqual(['word compare', 'word completion'])
  expect(await offered('cache', '')).toEqual(['word stats', 'word explain', 'word prune', 'word clear'])
  // The second word of tti may be left out.
  expect(await offered('tti', '')).toEqual(['word init', 'word score', 'file'])
  expect(await offered('tti', 'a.yaml', '--me')).toEqual(['word --merge'])
  expect(await offered('tti', 'a.yaml', '')).toEqual(['file'])
  expect(await offered('run', 'safety', '--judge')).toEqual(
    expect.arrayContaining(['word --judge', 'word --judge-api', 'word --judge-concurrency']),
  )
  expect(await offered('merge', '--no')).toEqual(['word --no-metrics'])
  expect(await offered('merge', '--met')).toEqual([])
  expect(await offered('cache', 'stats', '--out')).toEqual([])
})

test('values of closed sets, files and folders come with their option', async () => {
  expect(await offered('run', 'safety', '--judge-api', '')).toEqual(['word chat', 'word completions'])
  expect(await offered('run', 'safety', '--lang=')).toEqual(['word --lang=en', 'word --lang=zh'])
  expect(await offered('run', 'safety', '--limit', 'a')).toEqual(['word all'])
  expect(await offered('compare', '--allow-diff', 'ju')).toEqual(['word judge'])
  expect(await offered('run', 'safety', '--system', '')).toEqual(['file'])
  expect(await offered('run', 'safety', '--data', '')).toEqual(['folder'])
  expect(await offered('completion', '')).toEqual(['word bash', 'word zsh', 'word fish'])
})

test('names of plug-ins and runs are looked up when they are asked for', async () => {
  expect(await offered('run', 'fla')).toEqual(['word flames'])
  expect(await offered('run', 'flames', 'dia')).toEqual(['word diasafety'])
  expect(await offered('run', 'flames', '--judge', 'refusal-r')).toEqual(['part refusal-rules'])
  expect(await offered('compare', '--format', 'mark')).toEqual(['word markdown'])
  expect(await offered('pull', 'judge:auto')).toEqual(['word judge:auto-j'])
  const runs = join(cwd, '.xeval/runs')
  for (const id of ['20260101T000000Z_safety_m_1', '20260102T000000Z_safety_m_2']) {
    await mkdir(join(runs, id), { recursive: true })
  }
  const both = ['word 20260102T000000Z_safety_m_2', 'word 20260101T000000Z_safety_m_1']
  expect((await offered('compare', '2026')).sort()).toEqual(both.sort())
  expect(await offered('gate', 'x', '--against', '20260102')).toEqual(['word 20260102T000000Z_safety_m_2'])
  expect(await offered('run', 'safety', '--resume', '20260102')).toEqual(['word 20260102T000000Z_safety_m_2'])
})

test('what can’t be looked up offers nothing, and breaks no prompt', async () => {
  const broken = await workspace()
  await writeFile(join(broken, 'xeval.config.json'), '{"limt": 5}')
  const { code, stdout } = await runCli(['__complete', 'compare', ''], { cwd: broken })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(await offered('nothing', '')).toEqual([])
})

test('a shell that there is no script for is named, with those there are', async () => {
  const { code, stderr } = await runCli(['completion', 'tcsh'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/no completion for "tcsh"[\s\S]*bash/)
})

/** What each shell comes to by its own script: `ask` prints the offers for a command line, one per line. */
const shells = {
  bash: {
    args: (script: string) => ['--norc', '-c', script],
    script: `source <(xeval completion bash)
      ask() { COMP_LINE="$1" COMP_POINT=\${#1}; _xeval xeval; printf '%s\\n' "\${COMPREPLY[@]}"; echo; }`,
    // bash replaces only what comes after = or :
    assigned: 'refusal-rules',
    pulled: 'auto-j',
  },
  zsh: {
    args: (script: string) => ['-f', '-c', script],
    // Outside its line editor: what the script hands to zsh's own functions.
    script: `compdef() { :; }
      _describe() { local -a all; all=("\${(@P)2}"); for one in $all; print -r -- \${\${one//\\\\:/;}%%:*} }
      source <(xeval completion zsh)
      ask() { words=("\${(@s: :)1}"); CURRENT=$#words; _xeval | sed 's/;/:/'; echo; }`,
    assigned: '--judge=refusal-rules',
    pulled: 'judge:auto-j',
  },
  fish: {
    args: (script: string) => ['--no-config', '-c', script],
    script: `xeval completion fish | source
      function ask; complete -C $argv[1] | string replace -r '\\t.*' ''; echo; end`,
    assigned: '--judge=refusal-rules',
    pulled: 'judge:auto-j',
  },
}

describe.each(Object.entries(shells))('the script for %s', (shell, { args, script, assigned, pulled }) => {
  test('completes verbs, options, values and names where the shell is installed, and is whole anyhow', async () => {
    const printed = await runCli(['completion', shell])
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    expect(printed.stdout).toMatch(/__complete[\s\S]*complete -|compdef _xeval xeval/)
    const path = `${join(cwd, 'bin')}:${process.env['PATH']}`
    const env = { ...process.env, PATH: path, HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_DATA_HOME: cwd }
    const lines = [
      'xeval comp',
      'xeval run fla',
      'xeval run flames --judge-a',
      'xeval run flames --judge=refusal-r',
      'xeval pull judge:auto',
    ]
    const asked = [script, ...lines.map(line => `ask '${line}'`)].join('\n')
    const ran = promisify(execFile)(shell, args(asked), { cwd, env })
    const { stdout } = await ran.catch(error => {
      if (error.code !== 'ENOENT' || shell === 'bash') throw error
      console.warn(`${shell} is not installed: its completion script was printed, and not run`)
      return { stdout: undefined }
    })
    if (stdout === undefined) return
    expect(
      stdout
        .trim()
        .split(/\n\n+/)
        .map(block => block.split('\n').sort()),
    ).toEqual([['compare', 'completion'], ['flames'], ['--judge-api'], [assigned], [pulled]])
  })
})
