import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../core/hash.ts'
import { promptFile } from './load-prompt.ts'

/** Prompt path, from the root and with slashes → SHA-256. */
export type PromptHashes = Readonly<Record<string, string>>

/** Every file of a repository that is named like a prompt. */
export function promptHashes(root: string): PromptHashes {
  const paths = ['src', 'suites', 'judges', 'datasets', 'reports'].flatMap(top =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && promptFile.test(entry.name))
      .map(entry =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  )
  return Object.fromEntries(paths.sort().map(path => [path, sha256(readFileSync(join(root, path)))]))
}

/** What is wrong between the lock and the files, a sentence each: a locked prompt never changes. */
export function lockProblems(locked: PromptHashes, found: PromptHashes): string[] {
  const changed = Object.entries(locked).flatMap(([path, hash]) => {
    const now = found[path]
    if (now === undefined) return [`${path}: is locked but does not exist; remove its line from prompts.lock.json`]
    return now === hash ? [] : [`${path}: was edited; a changed prompt is a new version (name.v2.md)`]
  })
  const unlocked = Object.keys(found).filter(path => !Object.hasOwn(locked, path))
  return [...changed, ...unlocked.map(path => `${path}: is not locked yet; run \`npx node scripts/lock-prompts.mjs\``)]
}
