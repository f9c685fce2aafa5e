import { flag, texts } from '../field.ts'
import { under } from '../option.ts'
import { cacheOptions } from './invocation.ts'
import { judgeOptions } from './judges.ts'
import { modelOptions } from './models.ts'
import { formatOptions, json, placeOptions } from './output.ts'

const option = under('Judges')
const { judgeApi, judgeConcurrency, judgeTemperature, judgeMaxTokens, judgeParam } = judgeOptions

/** How the behaviour of answers is found and shown. */
export const behaviourOptions = {
  judge: option(
    '<name=ref>',
    texts,
    'model that judges a behaviour, or all of them, instead of the rules (default: rules)',
    {
      many: true,
    },
  ),
  judgeReasoning: option(
    undefined,
    flag,
    'judge the reasoning by the run’s own judge, apart from the answer (default: only the answer is judged)',
  ),
  judgeApi,
  judgeConcurrency,
  judgeTemperature,
  judgeMaxTokens,
  judgeParam,
  apiKeyEnv: modelOptions.apiKeyEnv,
  insecure: modelOptions.insecure,
  ...cacheOptions,
  json,
  ...formatOptions,
  ...placeOptions,
}
