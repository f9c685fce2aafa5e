import { selectBenchmarks } from '../../registry/plugins.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import type { Verb } from '../program.ts'

/** What a user can get wrong is looked at before anything heavy is loaded. */
const run: Verb = async (args, options) => {
  const settings = await resolveSettings(options)
  const selections = await selectBenchmarks(args)
  const { checkCompareSettings } = await import('../../run/compare-options.ts')
  await checkCompareSettings(settings, selections)
  const { refuseIdleJudges } = await import('../../run/choose-judge.ts')
  refuseIdleJudges(
    selections.flatMap(({ benchmarks }) => benchmarks),
    settings.judge ?? [],
  )
  const { runSelections } = await import('../../run/run-selections.ts')
  return runSelections(selections, settings)
}
export default run
