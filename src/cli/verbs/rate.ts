import { readArms } from '../../ratings/import-ratings.ts'
import { studyFor } from '../../run/open-rated.ts'
import { rateSteps } from '../../run/rate-steps.ts'
import { scoreRated } from '../../run/score-run.ts'
import { isLoopback } from '../../web/guard.ts'
import { startRatingServer } from '../../web/rate/server.ts'
import { openNamed, parseRatingOptions, ratersOf } from '../options/rating-options.ts'
import { commandContext } from '../process/command-context.ts'
import { untilInterrupted } from '../process/signals.ts'
import type { Verb } from '../program.ts'

/** Always the same, so that pages that are open go on after a restart. */
const PORT = 8737

const rate: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const { mode = 'absolute', host = '127.0.0.1', port = PORT, name = [] } = parsed
  const rated = await openNamed(args, parsed)
  const { dirs, answers, names } = rated
  const study = await studyFor(rated, ratersOf(parsed), mode)
  const interrupted = untilInterrupted()
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
  await scoreRated(dirs, commandContext())
  const { before = [], after } = await readArms(dirs)
  const done = [...before, ...after].filter(({ item }) => Object.hasOwn(study.items, item)).length
  const all = Object.keys(study.items).length * study.raters.length
  process.stdout.write(`${done} of ${all} ratings are in. ${rateSteps(names).at(-1)}\n`)
  return 0
}
export default rate
