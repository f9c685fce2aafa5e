import type { Dataset } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const datasets: Record<string, () => Promise<{ default: Dataset }>> = {
  diasafety: () => import('./diasafety/index.ts'),
  flames: () => import('./flames/index.ts'),
  wildsafety: () => import('./wildsafety/index.ts'),
}
