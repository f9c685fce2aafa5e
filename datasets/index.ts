import type { Dataset } from 'xeval'

/** name → the folder's default export, imported only when it is asked for. */
export const datasets: Record<string, () => Promise<{ default: Dataset }>> = {}
