import { runOptions } from '../../core/settings.ts'
import { shellWords } from '../../core/shell-words.ts'
import { defineVerb } from '../define-verb.ts'

export const batchCollect = defineVerb({
  name: 'batch collect',
  help: 'read the answers to request files into their run',
  arguments: [
    { name: 'run', completes: 'run' },
    { name: 'file', many: true, completes: 'file' },
  ],
  options: runOptions,
  async action([run, files], settings, { registry }) {
    const [{ atWork }, { collectAnswers }, { showVisit }] = await Promise.all([
      import('../process/at-work.ts'),
      import('../../run/batch-collect.ts'),
      import('../terminal/show-visit.ts'),
    ])
    return atWork({ registry }, async context => {
      let code = 0
      for await (const visited of collectAnswers(run, files, { ...settings, resume: run }, context)) {
        if (visited.parked > 0) {
          const place = settings.out === undefined ? [] : ['--out', settings.out]
          const command = shellWords(['xeval', 'batch', 'write', run, ...place])
          process.stderr.write(`${visited.parked} questions are waiting for answers. Write them with:\n  ${command}\n`)
        }
        code = Math.max(code, await showVisit(visited, settings, context))
      }
      return code
    })
  },
})
