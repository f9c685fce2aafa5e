import { syntaxOf } from '../src/cli/define-verb.ts'
import { verbs } from '../src/cli/verbs.ts'
import { flagOf, type Options } from '../src/core/option.ts'
import { configOptions, runOptions } from '../src/core/settings.ts'

/** docs/options.md: every option of `xeval run`, and where its value goes, out of the declarations. */
export function optionsPage(): string {
  const options: Options = runOptions
  const headings = [...new Set(Object.values(options).map(({ heading }) => heading))]
  const rows = headings.flatMap(heading => {
    const own = Object.entries(options).filter(([, option]) => option.heading === heading)
    return [
      `\n## ${heading}\n`,
      '| option | what it is | config field | kept in the manifest | set again by `--resume` | compared as |',
      '|---|---|---|---|---|---|',
      ...own.map(([name, { value, help, negated, kept, resumed, compared }]) => {
        const flag = `${flagOf(name)}${value === undefined ? '' : ` ${value}`}`
        const flags = negated === undefined ? `\`${flag}\`` : `\`${flag}\`, \`${flagOf(name).replace('--', '--no-')}\``
        const cells = [
          flags,
          [help, ...(negated === undefined ? [] : [`with \`--no-\`: ${negated}`])].join('; '),
          Object.hasOwn(configOptions, name) ? `\`${name}\`` : '',
          kept === undefined ? '' : `\`${kept}\``,
          resumed === undefined ? '' : 'yes',
          compared === undefined ? '' : `\`${compared}\``,
        ]
        return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('<dataset>/<file>', '`<dataset>/<file>`')).join(' | ')} |`
      }),
    ]
  })
  return [
    '# Options of `xeval run`',
    '',
    '<!-- Written by `npm run write-options` from src/core/options; a test says when it is out of date. -->',
    '',
    'Every option is declared once. An option with a config field can also be set in `xeval.config.ts`, `.mts`, `.cts`, `.js`, `.mjs`, `.cjs` or',
    '`.json`; the command line goes before the config. What the manifest keeps is part of what a run measures: a resume sets',
    'it again, and `compare` refuses two runs that differ in it, by the topic in the last column, unless `--allow-diff` names',
    'that topic. A resume also takes the judge of each benchmark, and the prices, from the run. Everything else only changes how',
    'fast, where or within which limits a run works.',
    ...rows,
    '',
    '## Other verbs',
    '',
    'Each has `--help`.',
    '',
    ...verbs.map(verb => `- \`xeval ${[verb.name, ...verb.arguments.map(syntaxOf)].join(' ')}\`: ${verb.help}`),
    '',
    '## Shell completion',
    '',
    'Verbs, options, their values, and the names of benchmarks, judges, reports and runs. For this shell, or in the file that it reads first:',
    '',
    '    source <(xeval completion bash)         bash',
    '    source <(xeval completion zsh)          zsh, after compinit',
    '    xeval completion fish | source          fish',
    '',
  ].join('\n')
}
