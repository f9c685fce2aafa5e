import { XevalError } from '../../core/errors.ts'
import type { Settings } from '../settings.ts'

/** Whether all suites are meant. Throws for what can't be combined with that. */
export function isAll(names: readonly string[], { resume, aa, shard, primary, focus }: Settings): boolean {
  if (!names.includes('all')) return false
  const refuse = (what: string, hint: string): XevalError =>
    new XevalError('bad-option', `\`run all\` cannot be combined with ${what}`, { hint })
  if (names.length > 1) throw refuse('other suites', 'Name the suites, or all alone.')
  if (typeof resume === 'string')
    throw refuse('the name of a run', 'Pass --resume alone; it goes on with the last `run all`.')
  for (const [name, value] of Object.entries({ aa, shard, primary, focus }))
    if (value !== undefined) throw refuse(`--${name}`, 'Run the suite by itself.')
  return true
}
