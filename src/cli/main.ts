#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { enableCompileCache } from 'node:module'

enableCompileCache()
// One signal stops a whole run: a hundred requests may listen to it at once.
setMaxListeners(0)
// A reader that has seen enough (`xeval list | head`) is no error.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit()
  throw error
})
const { main } = await import('./program.ts')
process.exitCode = await main(process.argv.slice(2))
