import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { listenForStop } from '../process/signals.ts'
import type { Verb } from '../program.ts'
import { notice } from '../terminal/progress.ts'
import { collectAnswers } from './batch-collect.ts'
import { writeRequests } from './batch-write.ts'

/** `xeval batch write RUN|SUITE…` and `xeval batch collect RUN FILE…`: a run over files that `vllm run-batch` works off. */
const batch: Verb = async ([action = '', ...names], { output, ...options }) => {
  const settings = await resolveSettings(options)
  const folder = z.string().optional().parse(output)
  const stop = listenForStop(notice)
  try {
    if (action === 'write') return await writeRequests(names, settings, folder, stop)
    const [run, ...files] = names
    if (action === 'collect' && run !== undefined && files.length > 0) {
      return await collectAnswers(run, files, { ...settings, resume: run }, stop)
    }
  } finally {
    stop.dispose()
  }
  throw new XevalError('bad-argument', `xeval batch ${[action, ...names].join(' ')}: expected write or collect`, {
    hint: 'Write `xeval batch write SUITE… --model batch/NAME` or `xeval batch write RUN`, then `xeval batch collect RUN FILE…`.',
  })
}
export default batch
