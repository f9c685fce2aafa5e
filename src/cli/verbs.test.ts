import { describe, expect, test } from 'vitest'
import { flagOf, readOptions } from '../core/option.ts'
import { configOptions, runOptions } from '../core/settings.ts'
import { runCli } from '../testing/index.ts'
import { verbs } from './verbs.ts'

const options = verbs.flatMap(({ name, options }) =>
  Object.entries(options).map(([key, option]) => ({ verb: name, key, option })),
)

describe('help', () => {
  test('of run has its options under headings, each option once', async () => {
    const { code, stdout } = await runCli(['run', '--help'])
    expect(code).toBe(0)
    const headings = Array.from(stdout.matchAll(/^(\S.*):$/gm), ([, heading]) => heading)
    expect(headings).toEqual([
      'Models',
      'Judges',
      'Samples',
      'Generation',
      'Pace and limits',
      'Resume and cache',
      'Report',
      'Comparison',
      'Files',
      'Output',
      'Options',
    ])
    const flags = Array.from(stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm), ([, flag]) => flag)
    expect(flags.filter(flag => flag !== '--help').sort()).toEqual(
      [...Object.keys(runOptions).map(flagOf), '--no-cache'].sort(),
    )
  })

  test('of the program names every verb', async () => {
    const { stdout } = await runCli(['--help'])
    for (const { name } of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${name.split(' ')[0]} `, 'm'))
  })

  test('lines begin with a noun or a verb, end without a full stop, and name the default of every value', () => {
    for (const { verb, key, option } of options) {
      const where = `${verb} ${flagOf(key)}`
      for (const line of [option.onlyNegated ? undefined : option.help, option.negated]) {
        if (line === undefined) continue
        expect(line, where).toMatch(/^(API|[a-z])/)
        expect(line, where).not.toMatch(/^(of|the|an?|where|if|only|also|in|it|instead)\b/)
        expect(line, where).not.toMatch(/[.;,]$/)
      }
      // A list that is empty by itself, and a file or name that is simply not there, need none.
      if (option.value === undefined || option.many) continue
      expect(option.help, where).toMatch(
        /default|required|needs --|as well$|instead of|another|extension names|format of/,
      )
    }
  })
})

/** It names behaviours with models; what the config says of judges of suites is none of its values. */
const ownMeaning = ['behaviour --judge']

describe('an option', () => {
  test('is declared once: by its name a verb with a config means the field of the config', () => {
    for (const { verb, key, option } of options) {
      const field = Object.entries(configOptions).find(([name]) => name === key)?.[1]
      const takesConfig = verbs.find(({ name }) => name === verb)?.options['config'] !== undefined
      const where = `${verb} ${flagOf(key)}`
      if (field !== undefined && takesConfig) expect(option === field, where).toBe(!ownMeaning.includes(where))
    }
  })

  // Whatever is typed is a value or a usage error, never a bug.
  const odd = [
    '',
    ' ',
    '-1',
    '1e999',
    'NaN',
    '=',
    '=x',
    'x=',
    '__proto__=1',
    'constructor',
    '\u0000',
    '１',
    true,
    ['', '='],
  ]
  test.each(odd)('given %j is read, or refused with what it takes', value => {
    for (const { option, key } of options) {
      const outcome = readOptions({ [key]: option }, { [key]: value })
      if (!outcome.ok) expect(outcome).toMatchObject({ field: key, expected: expect.stringMatching(/^expected \S/) })
    }
  })
})

test.each([
  [['pull', 'flames', '--from', ''], /error: /],
  [['plan', 'safety', '--from', ''], /error: no run ""/],
  [['rate', 'nothing', '--port', '70000'], /--port: expected a port from 0 to 65535/],
  [['ratings', 'template', 'x', '--raters', '0'], /--raters: expected a whole number from 1 to 100/],
  [['ratings', 'template', 'x', '--mode', 'both'], /--mode: expected absolute or pairwise/],
  [['gate', 'x', '--against', 'y', '--alpha', '2'], /--alpha: expected a number above 0 and below 0\.5/],
  [['batch', 'write', 'safety', '--max-tokens', 'x'], /--max-tokens: expected a whole number above 0/],
  [['compare', 'a', 'b', '--lang', 'de'], /--lang: expected en or zh/],
  [['merge', 'x', '--partial=yes'], /unknown option .--partial=yes/],
])('%j is a usage error, and no bug', async (args, message) => {
  const { code, stdout, stderr } = await runCli(args)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/bug:|ZodError|\n\s+at /)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
