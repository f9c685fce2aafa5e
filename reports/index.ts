import type { Report } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const reports: Record<string, () => Promise<{ default: Report }>> = {
  markdown: () => import('./markdown/index.ts'),
  latex: () => import('./latex/index.ts'),
  html: () => import('./html/index.ts'),
  csv: () => import('./csv/index.ts'),
  junit: () => import('./junit/index.ts'),
  json: () => import('./json/index.ts'),
  terminal: () => import('./terminal/index.ts'),
}
