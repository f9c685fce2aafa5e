import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The commit of the working directory's repository; nothing outside of one, or without git. */
export async function gitState(cwd: string): Promise<{ commit: string; dirty: boolean } | undefined> {
  try {
    const [commit, status] = await Promise.all([
      run('git', ['rev-parse', 'HEAD'], { cwd }),
      run('git', ['status', '--porcelain', '--untracked-files=no'], { cwd }),
    ])
    return { commit: commit.stdout.trim(), dirty: status.stdout.trim() !== '' }
  } catch {
    return undefined
  }
}
