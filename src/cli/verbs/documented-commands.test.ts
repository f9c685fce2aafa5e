import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { editDistance } from '../../core/edit-distance.ts'
import { flagOf } from '../../core/option.ts'
import type { Verb } from '../define-verb.ts'
import { groups, verbs } from '../verbs.ts'

const root = join(import.meta.dirname, '../../..')
const pages = globSync(['*.md', 'docs/**/*.md', '{suites,judges,datasets,reports,bench,src,examples}/**/*.md'], {
  cwd: root,
})
  .filter(page => !/(^|\/)(prompts|goldens|fixtures|results)\//.test(page))
  .sort()
/** What else shows commands: hints and messages in the code, and what `init` writes. */
const sources = globSync(['{src,suites,judges,datasets,reports}/**/*.ts', 'src/{cli,run}/templates/**/*.{txt,yml}'], {
  cwd: root,
})
  .filter(file => !/\.test\.ts$|\/fixtures\//.test(file))
  .sort()

/** A command as it is written somewhere, without what explains it. */
type Written = { text: string; words: string[] }

/** The code of a page: fenced, indented by four, or between backticks; a continued line is one. */
function codeOf(markdown: string): string[] {
  const fenced = Array.from(markdown.matchAll(/^```.*\n([\s\S]*?)^```/gm), ([, code = '']) => code)
  const rest = markdown.replaceAll(/^```.*\n[\s\S]*?^```/gm, '')
  const indented = rest.match(/^ {4}.*$/gm) ?? []
  const inline = Array.from(rest.replaceAll(/^ {4}.*$/gm, '').matchAll(/`([^`]+)`/g), ([, code = '']) =>
    code.replaceAll('\n', ' '),
  )
  return [...fenced, indented.join('\n'), ...inline]
}

/** Strings, templates and backticks in comments: what stands in quotes of any kind. */
const quotedIn = (code: string): string[] =>
  code.split('\n').flatMap(line => Array.from(line.matchAll(/[`'"]((?:npx )?xeval [^`'"]*)/g), ([, text = '']) => text))

const COMMAND = /(?:^|[\s(;|&])(?:npx )?xeval (?=[a-z])([^\n`;|&#]*)/g

const commandsIn = (code: readonly string[]): Written[] =>
  code
    .map(text => text.replaceAll(/\\\n\s*/g, ''))
    .flatMap(text =>
      Array.from(text.matchAll(COMMAND), ([, rest = '']) => {
        // Two spaces set off the column that explains a command; a full stop or a colon ends a sentence.
        const command = (rest.trim().split(/\s{2,}/)[0] ?? '').replace(/[.,:)]+$/, '')
        return { text: `xeval ${command}`, words: command.split(/[\s=]+/) }
      }),
    )

function verbOf([first = '', second = '']: readonly string[]): Verb | 'group' | undefined {
  const group = groups[first]
  if (group === undefined) return verbs.find(({ name }) => name === first)
  const usual = verbs.find(({ name }) => name === `${first} ${group.usual}`)
  const named = verbs.find(({ name }) => name === `${first} ${second}`)
  return named ?? (isName(second) ? undefined : second === '' ? 'group' : (usual ?? 'group'))
}

/** A word that would have to be a verb: not an option, a value, a dash or nothing. */
const isName = (word: string): boolean => /^[a-z]+$/.test(word)

function wrongIn(commands: readonly Written[]): string[] {
  return commands.flatMap(({ text, words }) => {
    const verb = verbOf(words)
    if (verb === undefined) return [`${text}: no such verb`]
    const declared = verb === 'group' ? [] : Object.entries(verb.options)
    const known = new Set([
      '--help',
      '--version',
      ...declared.flatMap(([name, { short }]) => [flagOf(name), flagOf(name).replace('--', '--no-'), `-${short}`]),
    ])
    return words.filter(word => /^--?[a-z]/.test(word) && !known.has(word)).map(word => `${text}: no option ${word}`)
  })
}

const commandsOf = (page: string): Written[] => commandsIn(codeOf(readFileSync(join(root, page), 'utf8')))

test('commands are found however they are written, and what is wrong with them', () => {
  const page = [
    'Say `xeval rum` or `npx xeval ratings imprt x`.',
    '    npx xeval run safety --limt 5   the first --not-one',
    '```bash\ncd x && xeval run flames \\\n  --modle y | tee z\nxeval cache explain RUN ID --jsn\n```',
    'xeval runs benchmarks: that is no command.',
    'Right: `xeval baseline`, `xeval ratings …`, `xeval run safety -h`.',
  ].join('\n')
  expect(wrongIn(commandsIn(codeOf(page)))).toEqual([
    'xeval run flames --modle y: no option --modle',
    'xeval cache explain RUN ID --jsn: no option --jsn',
    'xeval run safety --limt 5: no option --limt',
    'xeval rum: no such verb',
    'xeval ratings imprt x: no such verb',
    'xeval run safety -h: no option -h',
  ])
})

test('the README and the pages show every verb', () => {
  const shown = new Set(pages.flatMap(page => commandsOf(page)).map(({ words }) => verbOf(words)))
  const missing = verbs.filter(verb => !shown.has(verb)).map(({ name }) => name)
  expect(missing).toEqual([])
  const first = new Set(commandsOf('README.md').map(({ words }) => words[0]))
  expect([...first]).toEqual(expect.arrayContaining(['run', 'pull', 'list', 'plan', 'compare', 'gate', 'doctor']))
})

test.each(pages)('every xeval command of %s is a verb that there is, with options that it takes', page => {
  expect(wrongIn(commandsOf(page))).toEqual([])
})

test('so is every command in a hint, a message, a comment or a file that init writes', () => {
  const quoted = sources.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    // Among code, what is no verb and nearly one is a mistake; anything else is no command.
    const commands = commandsIn(file.endsWith('.ts') ? quotedIn(text) : [text]).filter(({ words: [first = ''] }) =>
      [...verbs.map(({ name }) => name), ...Object.keys(groups)].some(name => editDistance(name, first) <= 2),
    )
    return wrongIn(commands).map(wrong => `${file}: ${wrong}`)
  })
  expect(quoted).toEqual([])
})
