import { relative } from 'node:path'
import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { shellWords } from '../../core/shell-words.ts'
import { collectAnswers } from '../../run/batch-collect.ts'
import type { Visited } from '../../run/batch-session.ts'
import { type RequestFile, writeRequests } from '../../run/batch-write.ts'
import type { Context } from '../../run/context.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import type { Settings } from '../../run/settings.ts'
import { atWork } from '../process/at-work.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'
import { showEvaluated } from '../terminal/show-evaluated.ts'

/** `xeval batch write RUN|SUITE…` and `xeval batch collect RUN FILE…`: a run over files that `vllm run-batch` works off. */
const batch: Verb = async ([action = '', ...names], { output, ...options }) => {
  const settings = await resolveSettings(options, commandContext())
  const folder = z.string().optional().parse(output)
  if (action === 'write') return atWork(context => write(names, settings, folder, context))
  const [run, ...files] = names
  if (action === 'collect' && run !== undefined && files.length > 0) {
    return atWork(context => collect(run, files, { ...settings, resume: run }, context))
  }
  throw new XevalError('bad-argument', `xeval batch ${[action, ...names].join(' ')}: expected write or collect`, {
    hint: 'Write `xeval batch write SUITE… --model batch/NAME` or `xeval batch write RUN`, then `xeval batch collect RUN FILE…`.',
  })
}
export default batch

async function write(
  names: readonly string[],
  settings: Settings,
  folder: string | undefined,
  context: Context,
): Promise<number> {
  let code = 0
  for await (const visited of writeRequests(names, settings, folder, context)) {
    const { left: files = [] } = visited
    if (settings.json && files.length > 0) printJson({ schemaVersion: 1, files })
    else for (const file of files) process.stdout.write(`${howTo(file, settings.out)}\n`)
    code = Math.max(code, await showVisit(visited, settings, context))
  }
  return code
}

async function collect(run: string, files: readonly string[], settings: Settings, context: Context): Promise<number> {
  let code = 0
  for await (const visited of collectAnswers(run, files, settings, context)) {
    if (visited.parked > 0) {
      const command = shellWords(['xeval', 'batch', 'write', run, ...outOf(settings.out)])
      process.stderr.write(`${visited.parked} questions wait for their answers. Write them with:\n  ${command}\n`)
    }
    code = Math.max(code, await showVisit(visited, settings, context))
  }
  return code
}

/** Waiting for answers is no failure; what is to be done has been said. */
const showVisit = async ({ evaluated }: Visited<unknown>, settings: Settings, context: Context): Promise<number> =>
  evaluated.kind === 'interrupted' && evaluated.reason.code === 'waiting'
    ? 0
    : showEvaluated(evaluated, settings, context)

function howTo({ run, model, path, requests }: RequestFile, out: string | undefined): string {
  const near = relative('.', path)
  const file = near.length < path.length ? near : path
  const answers = file.replace('.requests.', '.responses.')
  return `${requests} requests to ${model}:
  ${shellWords(['vllm', 'run-batch', '-i', file, '-o', answers, '--model', model])}
  ${shellWords(['xeval', 'batch', 'collect', run, answers, ...outOf(out)])}`
}

const outOf = (out: string | undefined): string[] => (out === undefined ? [] : ['--out', out])
