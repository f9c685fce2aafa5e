import { defineBenchmark } from '../core/benchmark.ts'
import type { Judge } from '../core/judge.ts'
import { makePrompt, type Prompt } from '../core/prompt.ts'
import { defineSuite, type Suite } from '../core/suite.ts'
import type { TaskFile } from '../core/task-file.ts'
import { taskDataset } from './task-dataset.ts'
import { badTask, type Locate } from './task-error.ts'
import { metricsOf } from './task-metrics.ts'
import type { SampleMaker } from './task-samples.ts'
import { readTemplate, type Template } from './template.ts'

/** A task as a suite of one benchmark. `data` is the path of its file. Throws `bad-task` with the place of what is wrong. */
export function taskSuite(task: TaskFile, data: string, judge: Judge, locate: Locate): Suite {
  const { name, version = 1, title = name, description = `A task of your own: ${title}` } = task
  const maker: SampleMaker = { task, ...templatesOf(task, locate) }
  checkFields(task, locate)
  const benchmark = defineBenchmark({
    name,
    version,
    description,
    dataset: taskDataset(maker, data, judge, locate),
    prompts: promptsOf(task),
    judges: [judge],
    demoJudge: judge.name,
    defaultJudge: judge.name,
    metrics: metricsOf(task.metrics, judge, locate),
    limit: task.limit ?? 'all',
    ...(task.stratify !== undefined && { stratify: task.stratify }),
    ...(task.maxTokens !== undefined && { maxTokens: task.maxTokens }),
    ...(task.truncated !== undefined && { truncated: task.truncated }),
    task: measured(task),
  })
  return defineSuite({ name, version, title, description, benchmarks: [benchmark] })
}

function templatesOf(task: TaskFile, locate: Locate): Pick<SampleMaker, 'prompt' | 'system'> {
  const read = (field: 'prompt' | 'system'): Template | undefined => {
    // A block of YAML ends with a line break that nobody means.
    const text = task[field]?.replace(/\n+$/, '')
    const template = text === undefined ? undefined : readTemplate(text)
    if (typeof template === 'string') throw badTask(`${field}: ${template}`, locate([field]))
    return template
  }
  const [prompt, system] = [read('prompt'), read('system')]
  if (prompt !== undefined && prompt.columns.length === 0)
    throw badTask(
      'prompt: it uses no column, so that every row would ask the same',
      locate(['prompt']),
      'Write a column as {{column}}.',
    )
  return { ...(prompt && { prompt }), ...(system && { system }) }
}

/** What each field by itself doesn't tell. */
function checkFields({ prompt, messages, choices, stratify, breakdowns = [] }: TaskFile, locate: Locate): void {
  if (prompt === undefined && messages === undefined)
    throw badTask(
      'prompt is missing',
      locate([]),
      'Write what is asked, with columns as placeholders: prompt: "What is the capital of {{country}}?"',
    )
  if (prompt !== undefined && messages !== undefined)
    throw badTask('prompt and messages cannot be combined', locate(['messages']), 'Remove one of them.')
  if (choices !== undefined && !Array.isArray(choices)) {
    if ((choices.column === undefined) === (choices.fixed === undefined))
      throw badTask('choices: expected either column or fixed', locate(['choices']))
    if (choices.separator !== undefined && choices.column === undefined)
      throw badTask('choices: separator needs column', locate(['choices', 'separator']))
  }
  if (stratify !== undefined && !breakdowns.includes(stratify))
    throw badTask(
      `stratify: ${stratify} is not among the breakdowns`,
      locate(['stratify']),
      `Add it: breakdowns: [${stratify}].`,
    )
}

const promptsOf = ({ name, prompt, system }: TaskFile): Prompt[] => [
  ...(prompt === undefined ? [] : [makePrompt(`${name}-prompt.v1`, prompt)]),
  ...(system === undefined ? [] : [makePrompt(`${name}-system.v1`, system)]),
]

/** What two runs have to agree in. Names, words for readers and the place of the data are not part of it; the data have a hash. */
function measured(task: TaskFile): Record<string, unknown> {
  const {
    title: _,
    description: _d,
    source: _s,
    licence: _l,
    citation: _c,
    limit: _n,
    version: _v,
    data,
    ...rest
  } = task
  const written = typeof data === 'string' ? {} : data
  const { file: _f, ...reading } = { file: undefined, ...written }
  return { ...rest, ...(Object.keys(reading).length > 0 && { data: reading }) }
}
