import type { Context } from '../../run/context.ts'
import type { OpenRated } from '../../run/open-rated.ts'

/** Runs by name for rating, or one. In what else they differ is said on stderr. */
export async function openNamed(
  names: readonly [string, string | undefined],
  out: string | undefined,
  context: Context,
): Promise<OpenRated> {
  const [{ openRated }, { sayNotices }, { holdNursery }] = await Promise.all([
    import('../../run/open-rated.ts'),
    import('./notices.ts'),
    import('../process/hold-nursery.ts'),
  ])
  holdNursery()
  const given = names.filter(name => name !== undefined)
  return openRated(given, out, { ...context, onEvent: sayNotices })
}
