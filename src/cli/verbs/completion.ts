import { unknownName } from '../../registry/near.ts'
import { defineVerb } from '../define-verb.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const completion = defineVerb({
  name: 'completion',
  help: 'print the completion script for a shell: bash, zsh or fish',
  arguments: [{ name: 'shell', values: shells }],
  options: {},
  async action([shell]) {
    const known = shells.find(name => name === shell)
    if (known === undefined) throw unknownName('completion for', shell, shells)
    const { readFile } = await import('node:fs/promises')
    process.stdout.write(await readFile(new URL(`../templates/completion.${known}.txt`, import.meta.url), 'utf8'))
    return 0
  },
})
