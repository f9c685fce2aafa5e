import { XevalError } from '../../core/errors.ts'
import { text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { configOption, pluginOption } from '../../core/options/invocation.ts'
import type { Context } from '../../run/context.ts'
import type { Pulled } from '../../run/pull.ts'
import { defineVerb } from '../define-verb.ts'

export const pull = defineVerb({
  name: 'pull',
  help: 'download datasets and upstream templates from pinned URLs, checked by SHA-256; write dataset:NAME or judge:NAME if both exist',
  arguments: [{ name: 'name', many: true, completes: 'pullable' }],
  options: {
    from: under('Files')('<file>', text, 'read from this file or folder instead of downloading', { completes: 'file' }),
    plugin: pluginOption,
    config: configOption,
  },
  async action([names], { from }, context) {
    if (from !== undefined && names.length > 1) {
      throw new XevalError('bad-option', '--from takes one file or folder, for one name', {
        hint: 'Pull the names one by one.',
      })
    }
    const [{ pull: pullOne }, { makeTeller }] = await Promise.all([
      import('../../run/pull.ts'),
      import('../terminal/teller.ts'),
    ])
    const onEvent = makeTeller()
    for (const name of names) {
      for await (const pulled of pullOne(name, from, { ...context, onEvent }))
        process.stdout.write(asText(pulled, context))
    }
    return 0
  },
})

function asText(pulled: Pulled, { registry }: Pick<Context, 'registry'>): string {
  switch (pulled.kind) {
    case 'shipped':
      return `${pulled.name}: included in ${isForeign(pulled.name, registry) ? 'its plug-in' : 'xeval'}, nothing to download\n`
    case 'missing':
      return `${pulled.name}: also needs ${pulled.file}\n`
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

const isForeign = (dataset: string, { theirs }: Context['registry']): boolean =>
  theirs.some(({ kind, name }) => kind === 'dataset' && name === dataset)

const state = (fetched: boolean): string => (fetched ? 'pulled' : 'already present')
