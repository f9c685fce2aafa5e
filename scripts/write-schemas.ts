// Writes docs/schemas again; a test says when they are out of date.
import { mkdirSync, writeFileSync } from 'node:fs'
import { jsonSchemas } from './json-schemas.ts'

mkdirSync('docs/schemas', { recursive: true })
for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(`docs/schemas/${name}`, text)
