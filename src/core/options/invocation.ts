import { either, flag, text, texts } from '../field.ts'
import { under } from '../option.ts'

const option = under('Resume and cache')

/** Takes answers of other runs, or none at all. */
export const cacheOptions = {
  cache: option(undefined, flag, 'reuse answers of other runs if the request and the model’s name are the same', {
    negated:
      'ignore cached answers and store none (default: reuse answers of other runs only if the server reports the same weights)',
  }),
}

/** What holds for one invocation, and so has no place in a config. */
export const invocationOptions = {
  resume: option(
    '[run]',
    either(flag, text),
    'continue an interrupted run (default: the latest one); auto: the run of this same command, or a new one',
    {
      completes: 'run',
    },
  ),
  aa: option(
    undefined,
    flag,
    'ask the model (of two, the one before) a second time without cached answers; print how often scores change by chance',
  ),
  dryRun: option(undefined, flag, 'print the plan as JSON and send nothing'),
}

/** Where settings come from, and how the result is printed. */
export const configOption = under('Files')(
  '<file>',
  text,
  'configuration (default xeval.config.ts, .mts, .cts, .js, .mjs, .cjs or .json)',
  {
    completes: 'file',
  },
)
export const jsonOption = under('Output')(undefined, flag, 'print one JSON document')

/** Modules of suites, judges, data sets, reports and providers besides ours. */
export const pluginOption = under('Files')(
  '<module>',
  texts,
  'file or package with suites, judges, datasets, reports or providers, in addition to `plugins` in the config',
  { many: true, completes: 'file' },
)
