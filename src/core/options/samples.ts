import { count, either, type Field, isRecord, oneOf, Refused, text, whole } from '../field.ts'
import { under } from '../option.ts'

const option = under('Samples')

export interface Shard {
  index: number
  of: number
}

/** `i/n`, or `{ index, of }`. */
const shard: Field<Shard, Shard | `${number}/${number}`> = value => {
  const [index, of] =
    typeof value === 'string' ? value.split('/') : isRecord(value) ? [value['index'], value['of']] : []
  const [i, n] = [count(index), count(of)]
  const isWhole = typeof value !== 'string' || /^\d+\/\d+$/.test(value)
  if (isWhole && typeof i === 'number' && typeof n === 'number' && i <= n) return { index: i, of: n }
  return new Refused('a shard from 1 to the number of shards, such as 1/8')
}

export const sampleOptions = {
  limit: option('<n>', either(oneOf('all'), count), 'samples per benchmark, or all (default: set by the benchmark)', {
    kept: 'sampling.limit',
    resumed: ({ first }) => (first.sampling.limit === 'default' ? undefined : first.sampling.limit),
    selects: true,
    compared: 'samples',
  }),
  seed: option('<n>', whole, 'seed for sampling and epochs (default 0)', {
    kept: 'seed',
    resumed: ({ first }) => first.seed,
    selects: true,
    compared: 'samples',
  }),
  stratify: option(
    '<field>',
    text,
    'sample in proportion to the values of this field (default: set by the benchmark)',
    {
      kept: 'sampling.stratify',
      resumed: ({ first }) => first.sampling.stratify,
      selects: true,
      compared: 'samples',
    },
  ),
  focus: option('<mark>', text, 'use only samples with this mark, such as planning (default: all samples)', {
    kept: 'sampling.focus',
    resumed: ({ first }) => first.sampling.focus,
    selects: true,
    compared: 'samples',
  }),
  epochs: option('<k>', count, 'answers per sample (default 1)', {
    kept: 'epochs',
    resumed: ({ first }) => first.epochs,
    compared: 'epochs',
  }),
  shard: option(
    '<i/n>',
    shard,
    'run part i of n of the samples; `xeval merge` joins the parts (default: all samples)',
    {
      kept: 'shard',
      resumed: ({ first }) => first.shard,
      selects: true,
      compared: 'samples',
    },
  ),
  data: option('<dir>', text, 'read DIR/<dataset>/<file> instead of pulled data', {
    completes: 'folder',
    kept: 'data',
    resumed: ({ first }) => first.data,
    compared: 'dataset',
  }),
}
