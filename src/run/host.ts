import { arch, platform } from 'node:os'
import { version } from './version.ts'

/** What a run was made with, as its manifest says it. */
export const versions = {
  xeval: version,
  node: process.version,
  platform: `${platform()}-${arch()}`,
}
