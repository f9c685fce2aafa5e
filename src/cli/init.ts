import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Verb } from './program.ts'

const FILES = {
  'xeval.config.ts': 'config.ts.txt',
  '.github/workflows/xeval-nightly.yml': 'nightly.yml',
}

/** Writes a config and a nightly workflow; all of them or none, and never over a file that is there without `--force`. */
const init: Verb = async (_, { force }) => {
  const cwd = process.cwd()
  for (const name of Object.keys(FILES)) {
    if (force !== true && (await exists(join(cwd, name)))) {
      throw new XevalError('file-exists', `${name} is there already; nothing was written`, {
        hint: 'Pass --force to replace it.',
      })
    }
  }
  for (const [name, template] of Object.entries(FILES)) {
    const path = join(cwd, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await readFile(new URL(`./templates/${template}`, import.meta.url), 'utf8'))
    process.stdout.write(`${name}\n`)
  }
  process.stdout.write('Put your models into xeval.config.ts, then: npx xeval plan safety\n')
  return 0
}
export default init

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
