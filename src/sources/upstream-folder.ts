import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Where real data files stand for tests: `XEVAL_UPSTREAM`, or `shared/upstream` beside the repository; undefined where
 * neither is there. Nothing but tests asks for it.
 */
export function upstreamFolder(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const folder = env['XEVAL_UPSTREAM'] ?? join(repository, '..', 'shared', 'upstream')
  return existsSync(folder) ? folder : undefined
}

const repository = fileURLToPath(new URL('../..', import.meta.url))
