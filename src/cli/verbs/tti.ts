import { lang } from '../../core/options/report.ts'
import { ttiOptions } from '../../core/options/tti.ts'
import { defineVerb } from '../define-verb.ts'

export const ttiInit = defineVerb({
  name: 'tti init',
  help: 'write an empty answer sheet (default tti.yaml)',
  arguments: [{ name: 'file', optional: true, completes: 'file' }],
  options: { lang },
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
  options: ttiOptions,
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
