// Adds new prompts to prompts.lock.json; refuses where a locked one was edited or is gone: a changed prompt is a new version.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lockProblems, promptHashes } from '../src/sources/prompt-lock.ts'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const lockFile = new URL('../prompts.lock.json', import.meta.url)
const locked = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : {}
const found = promptHashes(root)
const known = Object.fromEntries(Object.entries(found).filter(([path]) => path in locked))
const problems = lockProblems(locked, known)
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
writeFileSync(lockFile, `${JSON.stringify(found, null, 2)}\n`)
console.error(
  `${Object.keys(found).length} prompts locked, ${Object.keys(found).length - Object.keys(locked).length} of them new`,
)
