import { extname } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Language } from '../core/wording.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { type Section, sectionsText } from '../report/sections-text.ts'
import { at, type Context } from './context.ts'

export interface SectionOptions {
  json?: boolean | undefined
  format?: string | undefined
  output?: string | undefined
  lang?: Language | undefined
}

/** A result as text, to be printed; empty where it went to the file that `-o` names. */
export async function showSections(
  document: unknown,
  sections: (language: Language) => readonly Section[],
  options: SectionOptions,
  context: Pick<Context, 'cwd'>,
): Promise<string> {
  const { output, lang = 'en' } = options
  const format = formatOf(options)
  const text = format === 'json' ? `${JSON.stringify(document, null, 2)}\n` : sectionsText(sections(lang), format)
  if (output === undefined) return text
  await atomicWrite(at(context, output), text)
  return ''
}

const formats = ['terminal', 'markdown', 'json'] as const
type Format = (typeof formats)[number]

/** Checked before the work, so that no long pass over the data ends in a typing error. */
export function formatOf({ json, format, output }: SectionOptions): Format {
  if (json === true) return 'json'
  const wanted = format ?? (output === undefined ? 'terminal' : byExtension(output))
  const known = formats.find(name => name === wanted)
  if (known !== undefined) return known
  throw new XevalError('bad-option', `this report has no format ${wanted ?? `with the extension of ${output}`}`, {
    hint: `Use --format ${formats.join(', ')}, or -o with a file that ends in .md, .txt or .json.`,
  })
}

/** The format of a file by its extension. */
function byExtension(file: string): Format | undefined {
  switch (extname(file).toLowerCase()) {
    case '.md':
    case '.markdown':
      return 'markdown'
    case '.json':
      return 'json'
    case '.txt':
      return 'terminal'
    default:
      return undefined
  }
}
