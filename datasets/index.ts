import type { Dataset } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const datasets: Record<string, () => Promise<{ default: Dataset }>> = {
  'auto-j': () => import('./auto-j/index.ts'),
  'auto-j-zh': () => import('./auto-j-zh/index.ts'),
  lima: () => import('./lima/index.ts'),
  'own-prompts': () => import('./own-prompts/index.ts'),
  simpleqa: () => import('./simpleqa/index.ts'),
  'chinese-simpleqa': () => import('./chinese-simpleqa/index.ts'),
  'chinese-fact-eval': () => import('./chinese-fact-eval/index.ts'),
  'factuality-own': () => import('./factuality-own/index.ts'),
  sycophancy: () => import('./sycophancy/index.ts'),
  aime2024: () => import('./aime2024/index.ts'),
  diasafety: () => import('./diasafety/index.ts'),
  flames: () => import('./flames/index.ts'),
  gsm8k: () => import('./gsm8k/index.ts'),
  math500: () => import('./math500/index.ts'),
  wildsafety: () => import('./wildsafety/index.ts'),
  xstest: () => import('./xstest/index.ts'),
  ifeval: () => import('./ifeval/index.ts'),
  ifbench: () => import('./ifbench/index.ts'),
}
