import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { comparisonInput, runInput } from '../../reports/fixtures/inputs.ts'
import { publishedInput, seriesInput } from '../../reports/fixtures/other-inputs.ts'
import { jsonSchemas } from '../../scripts/json-schemas.ts'
import { Comparison } from './comparison.ts'
import { PublishedComparison } from './published.ts'
import { RunResult } from './run-result.ts'
import { Series } from './series.ts'

const folder = new URL('../../docs/schemas/', import.meta.url)

test('docs/schemas says what the command line prints: if not, `npm run write-schemas`', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.schema.json'))
  const written = Object.fromEntries(files.map(name => [name, readFileSync(new URL(name, folder), 'utf8')]))
  expect(written).toEqual(jsonSchemas())
})

test('the reports’ fixtures are what these schemas describe', () => {
  expect(RunResult.parse(runInput.run)).toEqual(runInput.run)
  expect(Comparison.parse(comparisonInput.comparison)).toEqual(comparisonInput.comparison)
  expect(Series.parse(seriesInput.series)).toMatchObject({ suite: 'safety' })
  expect(PublishedComparison.parse(publishedInput.published)).toEqual(publishedInput.published)
})
