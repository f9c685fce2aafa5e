import { flag, number, oneOf, pairs, share, text, texts } from '../field.ts'
import { under } from '../option.ts'
import { topics } from '../topic.ts'

const option = under('Comparison')

/** How two runs are compared. */
export const pairOptions = {
  margin: option(
    '<suite=m>',
    pairs(number('a number', () => true)),
    'non-inferiority margin, the largest acceptable loss, such as safety=0.02 (default: none)',
    { many: true },
  ),
  alpha: option(
    '<p>',
    number('a number above 0 and below 0.5', value => value > 0 && value < 0.5),
    'significance level for the whole table (default 0.05)',
  ),
  test: option('<how>', oneOf('mid-p', 'exact'), 'test of yes/no scores: mid-p or exact McNemar (default mid-p)'),
  adjust: option('<how>', oneOf('holm', 'bh'), 'adjustment of p-values: holm, or bh for exploration (default holm)'),
  primary: option(
    '<endpoint>',
    text,
    'primary endpoint, mean or a benchmark: tested first at the full level; the others count only if it is significant (default: none; all are adjusted together)',
    { completes: 'benchmark' },
  ),
  minOverlap: option(
    '<share>',
    share,
    'smallest share of the larger run’s samples that both runs must contain (default 90%)',
  ),
  allowDiff: option(
    '<topics>',
    Object.assign((value: unknown) => texts(value), { values: topics }),
    `differences between the runs to accept: ${topics.join(', ')} (default: none)`,
    { many: true },
  ),
  bayes: option(
    '<prior>',
    oneOf('jeffreys', 'uniform'),
    'also report the posterior of the difference of yes/no scores, under this prior: jeffreys or uniform (default: none)',
  ),
  force: option(undefined, flag, 'compare despite differences between the runs; the report names them'),
}
