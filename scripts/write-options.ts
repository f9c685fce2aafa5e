// Writes docs/options.md again; a test says when it is out of date.
import { writeFileSync } from 'node:fs'
import { optionsPage } from './options-page.ts'

writeFileSync('docs/options.md', optionsPage())
