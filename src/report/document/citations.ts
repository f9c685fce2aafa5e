import type { Words } from '../words.ts'
import type { Block } from './block.ts'

/** The BibTeX of what was used, to copy. */
export const citations = (entries: readonly string[], words: Words, title = words.cite): Block[] =>
  entries.length === 0
    ? []
    : [
        { kind: 'heading', text: 'BibTeX' },
        { kind: 'paragraph', text: title },
        { kind: 'verbatim', language: 'bibtex', text: entries.join('\n\n') },
      ]
