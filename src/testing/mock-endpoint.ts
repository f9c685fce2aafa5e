import { fstatSync } from 'node:fs'
import type { MockOptions } from './mock-options.ts'
import { startMockEndpoint } from './start-mock-endpoint.ts'

// The mock endpoint in a process of its own: options as JSON in the first argument; prints its port,
// and ends with its parent where that holds a pipe to its standard input.
const options: MockOptions = JSON.parse(process.argv[2] ?? '{}')
const { port } = await startMockEndpoint(options)
console.log(port)
const stdin = fstatSync(0)
if (stdin.isFIFO() || stdin.isSocket()) process.stdin.on('end', () => process.exit(0)).resume()
