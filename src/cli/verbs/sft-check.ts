import { formatOptions, placeOptions } from '../../core/options/output.ts'
import { sampleOptions } from '../../core/options/samples.ts'
import { sftOptions } from '../../core/options/sft-check.ts'
import { defineVerb } from '../define-verb.ts'

export const sftCheck = defineVerb({
  name: 'sft-check',
  help: 'check distilled training data by rule: answers, truncation, loops, languages, duplicates',
  arguments: [{ name: 'file', many: true, completes: 'file' }],
  options: { ...sftOptions, data: sampleOptions.data, ...formatOptions, ...placeOptions },
  async action([files], options, context) {
    const { showSftCheck } = await import('../../run/show-sft-check.ts')
    const { text, code } = await showSftCheck(files, { ...options, judge: 'math-equal' }, context)
    process.stdout.write(text)
    return code
  },
})
