import { count, flag, oneOf, texts } from '../field.ts'
import { type KeptRun, under } from '../option.ts'
import { givenParams, params, temperature } from './generation.ts'
import { concurrency } from './pace.ts'

const option = under('Judges')

export const judgeOptions = {
  judge: option('<[id=]ref>', texts, 'judge, and the model that it asks (default: the benchmark’s own judge)', {
    many: true,
    completes: 'judge',
    // A resume takes it for each benchmark by itself.
    kept: 'benchmarks.judge.name',
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
    'largest number of output tokens per judge reply (default: the judge’s own, 4096 for one that thinks)',
    {
      kept: 'benchmarks.judge.parameters.maxTokens',
      resumed: run => parametersOf(run)?.maxTokens,
      compared: 'judge',
    },
  ),
  judgeParam: option('<key=value>', params, 'any other request parameter of the judge', {
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
    'read judge replies by the authors’ own lenient rules (default: only replies in the closed form)',
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
