/**
 * The environment in which a Node process kills itself, as a power cut would, before the `step`-th change that it makes to files. The
 * same step is the same moment on a fast machine and on a slow one. With `Infinity` it says on stderr how many there were.
 */
export const killAtStep = (step: number): { NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload.replaceAll('STEP', `${step}`))}`,
})

const preload = `
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
let step = 0
const counted = (object, names) => {
  for (const name of names) {
    const real = object[name]
    object[name] = function (...args) {
      if (++step >= STEP) process.kill(process.pid, 'SIGKILL')
      return real.apply(this, args)
    }
  }
}
const handle = await fs.open(process.execPath)
const prototype = Object.getPrototypeOf(handle)
await handle.close()
counted(fs, ['mkdir', 'rename', 'rm', 'unlink', 'truncate', 'writeFile', 'appendFile', 'copyFile'])
counted(prototype, ['write', 'writev', 'writeFile', 'appendFile', 'truncate', 'sync', 'datasync'])
syncBuiltinESMExports()
if (STEP === Infinity) process.on('exit', () => process.stderr.write('steps: ' + step + '\\n'))
`
