import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../testing/index.ts'

const root = join(import.meta.dirname, '../../..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

/** `npx xeval VERB …` as it stands in a page's code, continued lines joined; the option names in it. */
const commandsOf = (page: string): { verb: string; options: string[] }[] =>
  Array.from(
    readFileSync(join(root, page), 'utf8')
      .replaceAll(/\\\n\s*/g, '')
      .matchAll(/^(?: {4}|`{0,1})npx xeval ([a-z]+)([^\n`]*)/gm),
    ([, verb = '', rest = '']) => ({
      verb,
      options: Array.from(rest.matchAll(/(?<=\s)--[a-z][a-z-]*/g), match => match[0]),
    }),
  )

const helps = new Map<string, Promise<string>>()
const helpOf = (verb: string): Promise<string> => {
  const known = helps.get(verb) ?? runCli([verb, '--help']).then(({ code, stdout }) => (code === 0 ? stdout : ''))
  helps.set(verb, known)
  return known
}

test('the README shows the first command, and commands of the other verbs', () => {
  const verbs = new Set(commandsOf('README.md').map(({ verb }) => verb))
  expect([...verbs]).toEqual(expect.arrayContaining(['run', 'pull', 'list', 'plan', 'compare', 'gate', 'doctor']))
})

test.each(pages)('every xeval command of %s is a verb that there is, with options that it takes', async page => {
  for (const { verb, options } of commandsOf(page)) {
    const help = await helpOf(verb)
    expect({ verb, known: help !== '' }).toEqual({ verb, known: true })
    if (verb === 'ratings' || verb === 'cache' || verb === 'batch' || verb === 'baseline') continue
    for (const option of options)
      expect({ verb, option, known: help.includes(option) }).toEqual({ verb, option, known: true })
  }
})
