import { modeOptions, ratedArguments, ratersOf, serverOptions } from '../../core/options/ratings.ts'
import { defineVerb } from '../define-verb.ts'
import { openNamed } from '../terminal/open-rated.ts'

/** Always the same, so that pages that are open go on after a restart. */
const PORT = 8737

export const rate = defineVerb({
  name: 'rate',
  help: 'rate answers blind in the browser, with several raters at once',
  arguments: ratedArguments,
  options: { ...serverOptions, ...modeOptions },
  async action(runs, options, context) {
    const { mode = 'absolute', host = '127.0.0.1', port = PORT, name = [] } = options
    const rated = await openNamed(runs, options.out, context)
    const [
      { readArms },
      { studyFor },
      { rateSteps },
      { scoreRated },
      { isLoopback },
      { startRatingServer },
      { untilInterrupted },
    ] = await Promise.all([
      import('../../ratings/import-ratings.ts'),
      import('../../run/open-rated.ts'),
      import('../../run/rate-steps.ts'),
      import('../../run/score-run.ts'),
      import('../../web/guard.ts'),
      import('../../web/rate/server.ts'),
      import('../process/signals.ts'),
    ])
    const { dirs, answers, names } = rated
    const study = await studyFor(rated, ratersOf(options), mode)
    const interrupted = untilInterrupted()
    const server = await startRatingServer({ study, answers, dirs, host, port, names: name })
    try {
      if (!isLoopback(host)) {
        process.stderr.write(
          `Warning: the page is served on ${host} over plain HTTP. Anyone who can reach it and has a link can read and rate the answers.\n`,
        )
      }
      for (const { rater, url } of server.links) process.stdout.write(`${rater}  ${url}\n`)
      process.stderr.write(
        'Give each rater their own link. A rating is saved once the page shows it as saved. Ctrl-C ends.\n',
      )
      await interrupted.promise
    } finally {
      interrupted.dispose()
      await server.close()
    }
    await scoreRated(dirs, context)
    const { before = [], after } = await readArms(dirs)
    const done = [...before, ...after].filter(({ item }) => Object.hasOwn(study.items, item)).length
    const all = Object.keys(study.items).length * study.raters.length
    process.stdout.write(`${done} of ${all} ratings are complete. ${rateSteps(names).at(-1)}\n`)
    return 0
  },
})
