#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { enableCompileCache } from 'node:module'

enableCompileCache()
// One signal stops a whole run: a hundred requests may listen to it at once.
setMaxListeners(0)
const { main } = await import('./program.ts')
process.exitCode = await main(process.argv.slice(2))
