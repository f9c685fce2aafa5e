import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import type { Role } from './arms.ts'
import { parametersOf } from './parameters.ts'
import type { Session } from './session.ts'

/** What would be sent, without sending it. */
export interface DryPlan {
  suite: string
  demo: boolean
  models: { role: Role; ref: string; name: string }[]
  parameters: Manifest['parameters']
  epochs: number
  requests: number
  benchmarks: BenchmarkPlan[]
}

export function dryPlanOf({ planned, arms, settings, suite, demo }: Session): DryPlan {
  const { epochs = 1 } = settings
  return {
    suite: suite.name,
    demo,
    models: arms.map(({ role, endpoint, identity }) => ({ role, ref: endpoint.model.ref, name: identity.model })),
    parameters: parametersOf(settings),
    epochs,
    requests: planned.reduce((sum, { plan }) => sum + plan.n, 0) * arms.length * epochs,
    benchmarks: planned.map(({ plan }) => plan),
  }
}
