import { parametersOf } from '../../run/run-manifest.ts'
import type { Session } from '../../run/session.ts'

/** `--dry-run`: what would be sent, without sending it. */
export function printPlan({ planned, arms, settings, suite, demo }: Session): number {
  const epochs = settings.epochs ?? 1
  const plan = {
    suite: suite.name,
    demo,
    models: arms.map(({ role, endpoint, identity }) => ({ role, ref: endpoint.model.ref, name: identity.model })),
    parameters: parametersOf(settings),
    epochs,
    requests: planned.reduce((sum, { plan }) => sum + plan.n, 0) * arms.length * epochs,
    benchmarks: planned.map(({ plan }) => plan),
  }
  process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`)
  return 0
}
