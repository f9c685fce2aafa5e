import { flag, oneOf, texts } from '../field.ts'
import { under } from '../option.ts'
import { concurrency } from './pace.ts'

const option = under('Judges')

export const judgeOptions = {
  judge: option('<[id=]ref>', texts, 'judge, and the model that it asks (default: the benchmark’s own judge)', {
    many: true,
    completes: 'judge',
    kept: 'benchmarks.judge.name',
    resumed: ({ first }) => [
      ...new Set(
        first.benchmarks.map(({ judge }) => (judge.model === undefined ? judge.name : `${judge.name}=${judge.model}`)),
      ),
    ],
    compared: 'judge',
  }),
  judgeApi: option(
    '<api>',
    oneOf('chat', 'completions'),
    'API of the judge: chat or completions (default: the one its authors use, if the server has it)',
    {
      kept: 'benchmarks.judge.api',
      // Where judges have an API each, none was given: they choose as they did.
      resumed({ first }) {
        const [api, ...others] = new Set(first.benchmarks.flatMap(({ judge }) => judge.api ?? []))
        return others.length === 0 ? api : undefined
      },
      compared: 'judge',
    },
  ),
  judgeConcurrency: option('<n>', concurrency, 'judge requests in flight, or auto (default auto)'),
  upstreamParsing: option(
    undefined,
    flag,
    'read judge replies by the authors’ own lenient rules (default: only replies in the closed form)',
    {
      kept: 'benchmarks.judge.upstreamParsing',
      resumed: ({ first }) => first.benchmarks.some(({ judge }) => judge.upstreamParsing) || undefined,
      compared: 'judge',
    },
  ),
}
