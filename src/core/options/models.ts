import { flag, hostNames, oneOf, text } from '../field.ts'
import { under } from '../option.ts'

const option = under('Models')

export const modelOptions = {
  model: option(
    '<ref>',
    text,
    'model to evaluate: URL#NAME, or a form shown by `xeval list providers` (default: the recorded demonstration)',
    {
      kept: 'model.ref',
      resumed: ({ first, second }) => (first.demo || second !== undefined ? undefined : first.model.ref),
    },
  ),
  before: option('<ref>', text, 'model before fine-tuning; needs --after', {
    kept: 'model.ref',
    resumed: ({ first, second }) => (first.demo || second === undefined ? undefined : first.model.ref),
  }),
  after: option('<ref>', text, 'model after fine-tuning; needs --before', {
    kept: 'model.ref',
    resumed: ({ first, second }) => (first.demo ? undefined : second?.model.ref),
  }),
  apiKeyEnv: option(
    '<host=name>',
    hostNames,
    'environment variable that has the key for a host, such as gpu1:8000=GPU_KEY, or a file: gpu1:8000=@key.txt (default: XEVAL_API_KEY for every host named)',
    { many: true },
  ),
  insecure: option(undefined, flag, 'send keys unencrypted (http://) to other machines than this one'),
  api: option('<api>', oneOf('chat', 'completions'), 'API of the model: chat or completions (default chat)', {
    kept: 'model.api',
    resumed: ({ first }) => first.model.api,
    compared: 'template',
  }),
  system: option('<file>', text, 'system prompt for every question (default: none)', {
    completes: 'file',
    kept: 'model.system',
    resumed: ({ first, fileOf }) => (first.model.system === undefined ? undefined : fileOf(first.model.system)),
    compared: 'system',
  }),
  template: option('<file>', text, 'template for raw completions: text with {{prompt}} (default: the server’s)', {
    completes: 'file',
    kept: 'model.template',
    resumed: ({ first, fileOf }) => (first.model.template === undefined ? undefined : fileOf(first.model.template)),
    compared: 'template',
  }),
}
