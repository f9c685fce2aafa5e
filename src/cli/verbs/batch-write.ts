import { relative } from 'node:path'
import { text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { runOptions } from '../../core/settings.ts'
import { shellWords } from '../../core/shell-words.ts'
import type { RequestFile } from '../../run/batch-write.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const batchWrite = defineVerb({
  name: 'batch write',
  help: 'write the requests of a run, or of a new run of these suites, to files',
  arguments: [{ name: 'name', many: true, completes: 'anything' }],
  options: {
    ...runOptions,
    output: under('Files')('<dir>', text, 'folder for the request files (default: the folder of the run)', {
      short: 'o',
      completes: 'folder',
    }),
  },
  async action([names], { output, ...settings }, { registry }) {
    const [{ atWork }, { writeRequests }, { showVisit }] = await Promise.all([
      import('../process/at-work.ts'),
      import('../../run/batch-write.ts'),
      import('../terminal/show-visit.ts'),
    ])
    return atWork({ registry }, async context => {
      let code = 0
      for await (const visited of writeRequests(names, settings, output, context)) {
        const { left: files = [] } = visited
        if (settings.json && files.length > 0) printJson({ schemaVersion: 1, files })
        else for (const file of files) process.stdout.write(`${howTo(file, settings.out)}\n`)
        code = Math.max(code, await showVisit(visited, settings, context))
      }
      return code
    })
  },
})

function howTo({ run, model, path, requests }: RequestFile, out: string | undefined): string {
  const near = relative('.', path)
  const file = near.length < path.length ? near : path
  const answers = file.replace('.requests.', '.responses.')
  return `${requests} requests to ${model}:
  ${shellWords(['vllm', 'run-batch', '-i', file, '-o', answers, '--model', model])}
  ${shellWords(['xeval', 'batch', 'collect', run, answers, ...(out === undefined ? [] : ['--out', out])])}`
}
