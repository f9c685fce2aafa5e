import type { Dataset } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const datasets: Record<string, () => Promise<{ default: Dataset }>> = {
  simpleqa: () => import('./simpleqa/index.ts'),
  'chinese-simpleqa': () => import('./chinese-simpleqa/index.ts'),
  chinesefacteval: () => import('./chinesefacteval/index.ts'),
  'factuality-own': () => import('./factuality-own/index.ts'),
  sycophancy: () => import('./sycophancy/index.ts'),
  diasafety: () => import('./diasafety/index.ts'),
  flames: () => import('./flames/index.ts'),
  wildsafety: () => import('./wildsafety/index.ts'),
}
