import type { Analysis } from '../../core/analysis.ts'
import type { Block } from './block.ts'

/** The suite's own sections. */
export const analysisBlocks = (analyses: readonly Analysis[]): Block[] =>
  analyses.flatMap(({ title, notes, tables, figure, files = [] }): Block[] => [
    { kind: 'heading', text: title },
    ...notes.map((text): Block => ({ kind: 'paragraph', text })),
    ...tables.map(({ header, rows }): Block => ({ kind: 'table', header, rows })),
    ...(figure === undefined ? [] : [{ kind: 'verbatim' as const, language: 'text', text: figure }]),
    { kind: 'list', items: files.map(({ name }) => ({ code: name })) },
  ])
