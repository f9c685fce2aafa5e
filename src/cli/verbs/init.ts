import { access, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, XevalError } from '../../core/errors.ts'
import { flag } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { defineVerb } from '../define-verb.ts'

const FILES = {
  'xeval.config.ts': 'config.ts.txt',
  '.github/workflows/xeval-nightly.yml': 'nightly.yml',
}

/** Writes a config and a nightly workflow; all of them or none, and never over a file that is there without `--force`. */
export const init = defineVerb({
  name: 'init',
  help: 'write xeval.config.ts and a nightly workflow',
  arguments: [],
  options: { force: under('Files')(undefined, flag, 'replace existing files') },
  async action(_, { force = false }) {
    const cwd = process.cwd()
    const names = Object.keys(FILES)
    for (const name of names) {
      if (!force && (await exists(join(cwd, name)))) {
        throw new XevalError('file-exists', `${name} is there already; nothing was written`, {
          hint: 'Pass --force to replace it.',
        })
      }
    }
    try {
      await writeAll(cwd)
    } catch (cause) {
      throw new XevalError('cannot-write', `nothing was written: ${messageOf(cause)}`, {
        hint: 'Run it in a folder where both files can be made.',
        cause,
      })
    }
    process.stdout.write(names.map(name => `${name}\n`).join(''))
    process.stdout.write('Put your models into xeval.config.ts, then: npx xeval plan safety\n')
    return 0
  },
})

/** Each file is written beside its place, and moved there once all of them could be written. */
async function writeAll(cwd: string): Promise<void> {
  const files = Object.entries(FILES).map(([name, template]) => ({
    path: join(cwd, name),
    aside: join(cwd, `${name}.new`),
    template: new URL(`../templates/${template}`, import.meta.url),
  }))
  try {
    for (const { aside, template } of files) {
      await mkdir(dirname(aside), { recursive: true })
      await writeFile(aside, await readFile(template, 'utf8'))
    }
    for (const { path } of files) if (await isFolder(path)) throw new Error(`${path} is a folder`)
    for (const { path, aside } of files) await rename(aside, path)
  } catch (error) {
    // Only its own: where the folder is a file, there is nothing to remove.
    for (const { aside } of files) await rm(aside, { force: true }).catch(() => undefined)
    throw error
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
