import { XevalError } from '../core/errors.ts'
import { comparePublished } from '../engine/compare-published.ts'
import { openRuns } from './open-runs.ts'
import type { Verb } from './program.ts'
import { readPublished } from './published.ts'
import { reportMaterial } from './report-material.ts'
import { parseReportOptions } from './report-options.ts'
import { parseSettings } from './settings.ts'
import { flipsBeside, showReport } from './show-report.ts'

const compare: Verb = async (args, options) => {
  const { alpha = 0.05, force = false, margin = [], published, ...rest } = parseReportOptions(options)
  if (published !== undefined) {
    if (args.length > 0) throw new XevalError('bad-option', '--published goes without runs', { hint: oneOf })
    const table = await readPublished(published)
    await showReport({ input: { kind: 'published', published: comparePublished(table, { alpha }) } }, rest)
    return 0
  }
  if (args.length !== 2)
    throw new XevalError('bad-option', `compare takes two runs, found ${args.length}`, { hint: oneOf })
  const { suite, runs, benchmarks } = await openRuns(args, rest.out)
  const settings = { ...parseSettings({ margin, force }, 'command line'), alpha }
  const flips = rest.output === undefined ? undefined : flipsBeside(rest.output)
  await showReport(await reportMaterial(suite, runs, benchmarks, settings, flips), rest)
  return 0
}
export default compare

const oneOf =
  'Two runs: xeval compare BEFORE AFTER. More: xeval report BASE E1 E2. A published table: xeval compare --published FILE.'
