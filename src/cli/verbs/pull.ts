import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { type Pulled, pull as pullOne } from '../../run/pull.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { makeTeller } from '../terminal/teller.ts'

const Options = z.object({ from: z.string().exactOptional() })

const pull: Verb = async (args, options) => {
  const { from } = Options.parse(options)
  if (from !== undefined && args.length > 1) {
    throw new XevalError('bad-option', '--from takes one file or folder for one name', {
      hint: 'Pull the names one by one.',
    })
  }
  const context = commandContext({ onEvent: makeTeller() })
  for (const name of args) {
    for await (const pulled of pullOne(name, from, context)) process.stdout.write(asText(pulled))
  }
  return 0
}
export default pull

function asText(pulled: Pulled): string {
  switch (pulled.kind) {
    case 'shipped':
      return `${pulled.name}: ships with xeval, nothing to pull\n`
    case 'missing':
      return `${pulled.name}: needs ${pulled.file} besides\n`
    case 'own':
      return `${pulled.name}: ${pulled.rows} rows, sha256 ${pulled.sha256}\n`
    case 'template': {
      const { name, file, commit, fetched, sha256 } = pulled
      return `${name}: ${file} at ${commit} ${state(fetched)}, sha256 ${sha256}\n`
    }
    case 'dataset': {
      const { dataset, fetched, bytes, sha256 } = pulled
      const { licence, source, citation, contentWarning } = dataset.card
      const line = `${dataset.name}: ${state(fetched)}, ${bytes} bytes, sha256 ${sha256}\n`
      const warning = contentWarning === undefined ? '' : `  contains  ${contentWarning}\n`
      return fetched ? `${line}  licence   ${licence}\n  source    ${source}\n${warning}${citation}\n` : line
    }
  }
}

const state = (fetched: boolean): string => (fetched ? 'pulled' : 'already here')
