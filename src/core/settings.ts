import type { Values, Written } from './option.ts'
import { gateConfigOption } from './options/gate.ts'
import { generationOptions } from './options/generation.ts'
import {
  cacheOptions,
  configOption,
  invocationOptions,
  jsonOption,
  pluginOption,
  tasksOption,
} from './options/invocation.ts'
import { judgeOptions } from './options/judges.ts'
import { modelOptions } from './options/models.ts'
import { paceOptions } from './options/pace.ts'
import { pairOptions } from './options/pair.ts'
import { out, reportOptions } from './options/report.ts'
import { sampleOptions } from './options/samples.ts'

/** All that `xeval.config.*` may hold: the options of the command line by the same names, in camelCase. */
export const configOptions = {
  ...modelOptions,
  ...judgeOptions,
  ...sampleOptions,
  ...generationOptions,
  ...paceOptions,
  ...cacheOptions,
  ...reportOptions,
  ...pairOptions,
  out,
}

/** The same, and what has an option of its own: `plugins`, which the command line adds to, `gate`, for which it names a file, and `tasks`. */
export const configFields = { ...configOptions, plugins: pluginOption, gate: gateConfigOption, tasks: tasksOption }

/** All that a run can be told. */
export const runOptions = {
  ...configOptions,
  ...invocationOptions,
  plugin: pluginOption,
  config: configOption,
  json: jsonOption,
}
export type Settings = Values<typeof runOptions>
export type PairSettings = Values<typeof pairOptions>

/**
 * What stands in `xeval.config.ts`: settings as they are written, before they are checked.
 *
 * @example
 * const config: Config = { before: 'http://localhost:8000/v1#base', after: 'http://localhost:8001/v1#tuned', limit: 200 }
 * config.limit // → 200
 */
export type Config = Written<typeof configFields>

/**
 * Gives the config back as it is, so that an editor knows its fields.
 *
 * @example
 * // xeval.config.ts: export default defineConfig({ … })
 * defineConfig({ judge: 'refusal-rules', limit: 200, margin: { safety: 0.02 } }).limit // → 200
 */
export const defineConfig = (config: Config): Config => config
