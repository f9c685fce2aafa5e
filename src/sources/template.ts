import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import type { UpstreamTemplate } from '../core/judge.ts'
import { errorCode, wrongHash } from './file-hash.ts'
import { templateFolder } from './home.ts'

/**
 * A judge's templates in its authors' own words, taken out of their pulled files. Throws `missing-template` with the
 * command to run, or `wrong-hash`; a judge never goes on in other words instead.
 */
export async function locateTemplate(
  judge: string,
  upstream: UpstreamTemplate,
  home: string,
): Promise<Record<string, string>> {
  const texts: string[] = []
  for (const file of upstream.files) texts.push(await readTemplate(judge, file, home))
  return upstream.extract(...texts)
}

async function readTemplate(judge: string, file: UpstreamTemplate['files'][number], home: string): Promise<string> {
  const path = join(templateFolder(home, judge), file.name)
  const hint = `Run \`xeval pull ${judge}\`, or \`xeval pull ${judge} --from DIR\` with the authors’ files.`
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
    throw new XevalError('missing-template', `${judge} needs its authors’ template, but ${path} does not exist`, {
      hint,
      location: { file: path },
    })
  })
  const found = sha256(bytes)
  if (found !== file.sha256) throw wrongHash(path, file.sha256, found, hint)
  return bytes.toString('utf8')
}
