import { flag } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { defineVerb } from '../define-verb.ts'
import { formatOptions, json } from '../options/output-options.ts'

const option = under('Merge')

export const ttiInit = defineVerb({
  name: 'tti init',
  help: 'write an empty answer sheet (default tti.yaml)',
  arguments: [{ name: 'file', optional: true, completes: 'file' }],
  options: { lang: formatOptions.lang },
  async action([file = 'tti.yaml'], { lang = 'en' }, context) {
    const { writeEmptySheet } = await import('../../run/tti.ts')
    process.stdout.write(await writeEmptySheet(file, lang, context))
    return 0
  },
})

export const ttiScore = defineVerb({
  name: 'tti score',
  help: 'score answer sheets and print the leaderboard (also `xeval tti FILE`)',
  arguments: [{ name: 'file', many: true, completes: 'file' }],
  options: { merge: option(undefined, flag, 'merge sheets of one project into -o FILE'), json, ...formatOptions },
  async action([files], { merge, ...options }, context) {
    const { assess, mergeInto } = await import('../../run/tti.ts')
    const { lang = 'en', output } = options
    if (!merge) {
      const { showReport } = await import('../terminal/show-report.ts')
      await showReport({ input: await assess(files, context) }, options, context)
      return 0
    }
    process.stdout.write((await mergeInto(output, files, lang, context)).told)
    return 0
  },
})
