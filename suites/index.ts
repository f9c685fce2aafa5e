import type { Suite } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const suites: Record<string, () => Promise<{ default: Suite }>> = {
  reasoning: () => import('./reasoning/index.ts'),
  safety: () => import('./safety/index.ts'),
}
