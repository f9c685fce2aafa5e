import { text, texts } from '../field.ts'
import { under } from '../option.ts'
import { json } from './output.ts'

const option = under('Checks')

/** What training data are checked for. */
export const sftOptions = {
  gold: option(
    '<field>',
    text,
    'field with the gold answer (default: the first of gold, ground_truth, target, answer and the like)',
    {
      completes: 'anything',
    },
  ),
  suite: option('<name>', texts, 'suite or benchmark whose samples must not be in the rows', {
    many: true,
    completes: 'benchmark',
  }),
  failOn: option(
    '<rule>',
    texts,
    'rule that makes the exit code 1 if a row breaks it; several separated by commas, or faults for all of them',
    {
      many: true,
      completes: 'anything',
    },
  ),
  faulty: option('<file>', text, 'write file, line and rules of each row with a fault to FILE (default: none)', {
    completes: 'file',
  }),
  json,
}
