import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { canonicalJson, sha256 } from '../../core/hash.ts'
import { generationOptions } from '../../core/options/generation.ts'
import { judgeOptions } from '../../core/options/judges.ts'
import { modelOptions } from '../../core/options/models.ts'
import { sampleOptions } from '../../core/options/samples.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import type { Settings } from '../settings.ts'

/** What `xeval run all` keeps beside the runs, so that a resume knows which of them are its own. */
const Sweep = z.object({
  record: z.literal('sweep'),
  v: z.literal(1),
  startedAt: z.string(),
  /** Of the settings that decide what is asked. */
  settings: z.string(),
  /** Of all suites together; a resume may raise it. */
  budget: z.object({ tokens: z.int().exactOptional(), usd: z.number().exactOptional() }),
  /** Suite → its runs, `before` first. */
  runs: z.record(z.string(), z.array(z.string()).min(1)),
})
export type Sweep = z.infer<typeof Sweep>

const fileOf = (folder: string): string => join(folder, 'all.json')

export const newSweep = (settings: Settings, now: Date): Sweep => ({
  record: 'sweep',
  v: 1,
  startedAt: now.toISOString(),
  settings: settingsHash(settings),
  budget: budgetIn(settings),
  runs: {},
})

/** What was given, as a record has it. */
export const budgetIn = ({ budgetTokens, budgetUsd }: Settings): Sweep['budget'] => ({
  ...(budgetTokens !== undefined && { tokens: budgetTokens }),
  ...(budgetUsd !== undefined && { usd: budgetUsd }),
})

export const writeSweep = (folder: string, sweep: Sweep): Promise<void> =>
  atomicWrite(fileOf(folder), `${JSON.stringify(sweep, undefined, 2)}\n`)

/** The sweep that `--resume` goes on with. Throws where there is none, and where it was begun with other settings. */
export async function readSweep(folder: string, settings: Settings): Promise<Sweep> {
  const file = fileOf(folder)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new XevalError('nothing-to-resume', `no \`run all\` was begun in ${folder}`, {
      hint: 'Start one without --resume.',
    })
  })
  const read = Sweep.safeParse(parsed(text))
  if (!read.success)
    throw new XevalError(
      'broken-sweep',
      `${file} is not what \`xeval run all\` writes: ${z.prettifyError(read.error)}`,
      {
        hint: 'Start again without --resume, or resume single runs: `xeval list runs`.',
        location: { file },
      },
    )
  if (read.data.settings === settingsHash(settings)) return read.data
  throw new XevalError('cannot-resume', `${file} was begun with other models, judges, samples or parameters`, {
    hint: 'Repeat the command as it was and add --resume, or start again without --resume.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

/** Pace, paths and reports may be other ones on a resume. */
function settingsHash(settings: Settings): string {
  const asked = { ...modelOptions, ...judgeOptions, ...sampleOptions, ...generationOptions }
  const given = Object.entries(settings).filter(([name, value]) => name in asked && value !== undefined)
  return sha256(canonicalJson(Object.fromEntries(given)))
}
