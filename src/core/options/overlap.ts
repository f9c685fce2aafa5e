import { count, flag, number, oneOf, text, texts } from '../field.ts'
import { under } from '../option.ts'
import { json } from './output.ts'

const option = under('Overlap')

/** Where training data are looked through for test items, and how. */
export const overlapOptions = {
  train: option(
    '<file>',
    texts,
    'training data: .jsonl, .json, .parquet or text, also .gz; messages, ShareGPT, Alpaca, prompt and response, or text',
    { many: true, completes: 'file' },
  ),
  part: option(
    '<side>',
    oneOf('question', 'answer', 'both'),
    'side of the test items to look for: question, answer or both (default both)',
  ),
  ngram: option(
    '<n>',
    count,
    'words in a row that count as overlap (default 13); Chinese, Japanese and Korean characters count two for three',
  ),
  threshold: option(
    '<t>',
    number('a number from 0.5 to 1', value => value >= 0.5 && value <= 1),
    'smallest Jaccard similarity of near-duplicates (default 0.8)',
  ),
  flagged: option('<file>', text, 'write the samples found to FILE, for `compare --overlap` (default: none)', {
    completes: 'file',
  }),
  nearest: option(
    undefined,
    flag,
    'take two runs instead of suites, and list the training rows nearest to each regression',
  ),
  json,
}

/** What a comparison leaves out to see whether it stands without it. */
export const overlapFileOption = under('Comparison')(
  '<file>',
  text,
  'samples to compare with and without, as `overlap --flagged` writes them (default: none)',
  { completes: 'file' },
)
