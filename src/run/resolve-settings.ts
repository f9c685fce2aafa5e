import type { Context } from './context.ts'
import { loadConfig } from './load-config.ts'
import { parseSettings, type Settings } from './settings.ts'

/** What the command line says, before what `xeval.config.*` says. Models named in one place replace all of the other's. */
export async function resolveSettings(options: Record<string, unknown>, { cwd }: Context): Promise<Settings> {
  const cli = parseSettings(options, 'command line')
  const { model, before, after, ...config } = await loadConfig(cwd, cli.config)
  const named = cli.model !== undefined || cli.before !== undefined || cli.after !== undefined
  const models = {
    ...(model !== undefined && { model }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
  return { ...(named ? {} : models), ...config, ...cli }
}
