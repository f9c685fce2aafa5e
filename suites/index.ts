import type { Suite } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const suites: Record<string, () => Promise<{ default: Suite }>> = {
  general: () => import('./general/index.ts'),
  custom: () => import('./custom/index.ts'),
  reasoning: () => import('./reasoning/index.ts'),
  safety: () => import('./safety/index.ts'),
  'factuality-own': () => import('./factuality-own/index.ts'),
  hallucination: () => import('./hallucination/index.ts'),
  refusal: () => import('./refusal/index.ts'),
  instructions: () => import('./instructions/index.ts'),
}
