import type { Words } from '../words.ts'
import type { Block } from './block.ts'

/** The BibTeX of what was used, to copy. */
export const citations = (entries: readonly string[], words: Words): Block[] =>
  entries.length === 0
    ? []
    : [
        { kind: 'heading', text: 'BibTeX' },
        { kind: 'paragraph', text: words.cite },
        { kind: 'verbatim', language: 'bibtex', text: entries.join('\n\n') },
      ]
