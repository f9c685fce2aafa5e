import { XevalError } from '../../core/errors.ts'
import { readArms } from '../../ratings/import-ratings.ts'
import type { Study } from '../../ratings/study.ts'
import { openStudy } from '../../ratings/study-file.ts'
import { rateSteps } from '../../run/rate-steps.ts'
import { scoreRated } from '../../run/score-run.ts'
import { isLoopback } from '../../web/guard.ts'
import { startRatingServer } from '../../web/rate/server.ts'
import { openRated, parseRatingOptions, ratersOf } from '../options/rating-options.ts'
import type { Verb } from '../program.ts'

/** Always the same, so that pages that are open go on after a restart. */
const PORT = 8737

const rate: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const { mode = 'absolute', host = '127.0.0.1', port = PORT, name = [] } = parsed
  const { dirs, answers, names } = await openRated(args, parsed)
  const study = await studyFor(ratersOf(parsed), raters => openStudy({ runDir: dirs.after, mode, raters, answers }))
  const interrupted = interruption()
  const server = await startRatingServer({ study, answers, dirs, host, port, names: name })
  try {
    if (!isLoopback(host)) {
      process.stderr.write(
        `Warning: the page listens on ${host}, in plain HTTP: whoever can reach it and has a link can rate and read the answers.\n`,
      )
    }
    for (const { rater, url } of server.links) process.stdout.write(`${rater}  ${url}\n`)
    process.stderr.write(
      'Give each rater their own link. Every rating is on disk when the page says so. Ctrl-C ends.\n',
    )
    await interrupted.promise
  } finally {
    interrupted.dispose()
    await server.close()
  }
  await scoreRated(dirs)
  const { before = [], after } = await readArms(dirs)
  const done = [...before, ...after].filter(({ item }) => Object.hasOwn(study.items, item)).length
  const all = Object.keys(study.items).length * study.raters.length
  process.stdout.write(`${done} of ${all} ratings are in. ${rateSteps(names).at(-1)}\n`)
  return 0
}
export default rate

/** With nobody named: the raters that were asked before, or one. */
async function studyFor(raters: readonly string[], open: (raters: readonly string[]) => Promise<Study>) {
  return open(raters).catch(error => {
    if (!XevalError.is(error) || error.code !== 'no-study') throw error
    return open(['R1'])
  })
}

function interruption(): { promise: Promise<void>; dispose(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const end = (): void => resolve()
  process.on('SIGINT', end).on('SIGTERM', end)
  return { promise, dispose: () => void process.off('SIGINT', end).off('SIGTERM', end) }
}
