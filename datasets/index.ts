import type { Dataset } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const datasets: Record<string, () => Promise<{ default: Dataset }>> = {
  aime2024: () => import('./aime2024/index.ts'),
  diasafety: () => import('./diasafety/index.ts'),
  flames: () => import('./flames/index.ts'),
  math500: () => import('./math500/index.ts'),
  wildsafety: () => import('./wildsafety/index.ts'),
}
