import { flag } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { defineVerb } from '../define-verb.ts'

const FILES = {
  'xeval.config.ts': new URL('../templates/config.ts.txt', import.meta.url),
  '.github/workflows/xeval-nightly.yml': new URL('../templates/nightly.yml', import.meta.url),
}

export const init = defineVerb({
  name: 'init',
  help: 'write xeval.config.ts and a nightly workflow',
  arguments: [],
  options: { force: under('Files')(undefined, flag, 'replace existing files') },
  async action(_, { force = false }, { cwd }) {
    const { writeNewFiles } = await import('../../run/write-new-files.ts')
    await writeNewFiles(cwd, FILES, force)
    process.stdout.write(`${Object.keys(FILES).join('\n')}\n`)
    process.stdout.write('Add your models to xeval.config.ts, then run: npx xeval plan safety\n')
    return 0
  },
})
