#!/usr/bin/env node
// Nothing is imported before the check: an older Node would stop at the first name that it lacks.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `error: xeval needs Node 22.18 or newer; this is ${process.version}\n` +
      'hint: Install a newer Node, or add one to the project: npm install node@24\n',
  )
  process.exit(2)
}
const { enableCompileCache } = await import('node:module')

enableCompileCache()
const { main } = await import('./program.ts')
const { watchEnd } = await import('./process/watch-end.ts')
const { watchOutput } = await import('./process/watch-output.ts')
watchOutput()
const { guardStreams } = await import('./process/guard-streams.ts')
guardStreams()
const ended = watchEnd()
// Of a promise or an event that nobody waits for, mostly a plug-in's: Node itself would end with 1, which is the verdict of a gate.
process.on('uncaughtException', error => {
  ended()
  void import('./terminal/print-error.ts').then(({ printError }) => process.exit(printError(error)))
})
process.exitCode = await main(process.argv.slice(2))
ended()

export {}
