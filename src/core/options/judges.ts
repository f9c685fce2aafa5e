import { count, flag, oneOf, texts } from '../field.ts'
import { type KeptRun, under } from '../option.ts'
import { givenParams, params, temperature } from './generation.ts'
import { concurrency } from './pace.ts'

const option = under('Judges')

export const judgeOptions = {
  judge: option('<[id=]ref>', texts, 'judge, and the model it asks (default: the benchmark’s own judge)', {
    many: true,
    completes: 'judge',
    // A resume takes it for each benchmark by itself.
    kept: 'benchmarks.judge.name',
    compared: 'judge',
  }),
  judgeApi: option(
    '<api>',
    oneOf('chat', 'completions'),
    'API of the judge: chat or completions (default: the one its authors use, if the server offers it)',
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
  judgeTemperature: option(
    '<t>',
    temperature,
    'sampling temperature of the judge, or default for the server’s own (default 0)',
    {
      kept: 'benchmarks.judge.parameters.temperature',
      resumed: run => {
        const parameters = parametersOf(run)
        return parameters && (parameters.temperature ?? ('default' as const))
      },
      compared: 'judge',
    },
  ),
  judgeMaxTokens: option(
    '<n>',
    count,
    'maximum number of output tokens per judge reply (default: set by the judge; 4096 if it reasons first)',
    {
      kept: 'benchmarks.judge.parameters.maxTokens',
      resumed: run => parametersOf(run)?.maxTokens,
      compared: 'judge',
    },
  ),
  judgeParam: option('<key=value>', params, 'additional request parameter of the judge', {
    many: true,
    kept: 'benchmarks.judge.parameters.extra',
    resumed(run) {
      const { extra } = parametersOf(run) ?? {}
      return extra && givenParams(extra)
    },
    compared: 'judge',
  }),
  upstreamParsing: option(
    undefined,
    flag,
    'parse judge replies by the authors’ lenient rules (default: accept only replies in the required form)',
    {
      kept: 'benchmarks.judge.upstreamParsing',
      resumed: ({ first }) => first.benchmarks.some(({ judge }) => judge.upstreamParsing) || undefined,
      compared: 'judge',
    },
  ),
}

/** One set of parameters for all judges that ask a model. */
const parametersOf = ({ first }: KeptRun) =>
  first.benchmarks.find(({ judge }) => judge.parameters !== undefined)?.judge.parameters
