import { compareTogether } from '../../analysis/compare-together.ts'
import { summariseRun } from '../../analysis/summarise-run.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { ReportInput } from '../../core/report.ts'
import { analysesOf } from '../analyses.ts'
import { compareOptions } from '../compare-options.ts'
import type { Context } from '../context.ts'
import type { OpenedRun } from '../open-runs.ts'
import type { Settings } from '../settings.ts'
import { suiteFacts } from '../suite-facts.ts'

/** Several suites' runs, one or two each, as one report. The suites' own sections stay in their own reports, but for one run each. */
export async function allTogether(
  suites: readonly (readonly OpenedRun[])[],
  settings: Settings,
  { registry }: Context,
): Promise<ReportInput> {
  const firsts = suites.flatMap(([first]) => first ?? [])
  const manifests = suites.flat().map(({ manifest }) => manifest)
  const facts = { ...suiteFacts(manifests), title: settings.lang === 'zh' ? '全部套件' : 'All suites' }
  const pairs = suites.flatMap(([before, after]) =>
    before === undefined || after === undefined ? [] : [[before, after] as const],
  )
  if (pairs.length > 0) {
    const options = await compareOptions({ ...settings, allowNothing: true }, manifests, registry)
    const comparison = await compareTogether('all', pairs, options)
    return {
      kind: 'comparison',
      comparison,
      manifests: {
        before: joined(pairs.map(([before]) => before.manifest)),
        after: joined(pairs.map(([, after]) => after.manifest)),
      },
      flips: [],
      analyses: [],
      ...facts,
    }
  }
  const results = await Promise.all(firsts.map(summariseRun))
  const [result] = results
  if (result === undefined) throw new Error('a report needs a run')
  const warnings = results.flatMap(one => one.warnings ?? [])
  const analyses = await Promise.all(suites.map(runs => analysesOf(runs, settings.lang ?? 'en')))
  return {
    kind: 'run',
    run: {
      ...result,
      suite: 'all',
      benchmarks: results.flatMap(one => one.benchmarks),
      ...(warnings.length > 0 && { warnings }),
    },
    manifest: joined(firsts.map(({ manifest }) => manifest)),
    analyses: analyses.flat(),
    ...facts,
  }
}

/** Of one model and one configuration: the first one's, with the benchmarks of all. */
function joined(manifests: readonly Manifest[]): Manifest {
  const [first] = manifests
  if (first === undefined) throw new Error('a report needs a run')
  return { ...first, suite: 'all', benchmarks: manifests.flatMap(({ benchmarks }) => benchmarks) }
}
