import { either, type Field, flag, isRecord, Refused, text, texts } from '../field.ts'
import { under } from '../option.ts'
import type { WrittenTask } from '../task-file.ts'

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

/** Files that declare tasks, and tasks themselves, whose schema takes long to load: they are checked where they are needed. */
const tasks: Field<
  (string | Readonly<Record<string, unknown>>)[],
  string | readonly (string | WrittenTask)[]
> = value => {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  const good = all.filter(one => typeof one === 'string' || isRecord(one))
  return good.length === all.length ? good : new Refused('a file that declares a task, or a list of files and tasks')
}

/** In a config: benchmarks of one's own, without code. */
export const tasksOption = under('Files')('<task>', tasks, 'tasks of your own: files in YAML or JSON, or objects')

/** Modules of suites, judges, data sets, reports and providers besides ours. */
export const pluginOption = under('Files')(
  '<module>',
  texts,
  'file or package with suites, judges, datasets, reports or providers, or a task file, in addition to `plugins` in the config',
  { many: true, completes: 'file' },
)
