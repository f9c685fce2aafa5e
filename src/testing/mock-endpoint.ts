import type { MockOptions } from './mock-options.ts'
import { startMockEndpoint } from './start-mock-endpoint.ts'

// The mock endpoint in a process of its own: options as JSON in the first argument; prints its port, ends with its parent.
const options: MockOptions = JSON.parse(process.argv[2] ?? '{}')
const { port } = await startMockEndpoint(options)
console.log(port)
if (!process.stdin.isTTY) process.stdin.on('end', () => process.exit(0)).resume()
