import type { Judge } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const judges: Record<string, () => Promise<{ default: Judge }>> = {
  'math-equal': () => import('./math-equal/index.ts'),
  'safety-j': () => import('./safety-j/index.ts'),
  'safety-llm': () => import('./safety-llm/index.ts'),
  'refusal-rules': () => import('./refusal-rules/index.ts'),
}
