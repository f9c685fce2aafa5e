// @ts-check
import { defineBenchmark, defineSuite } from 'xeval'
import { dataset } from './dataset.js'
import { lastNumber, letterModel } from './judges.js'

const letters = defineBenchmark({
  name: 'letter-count',
  version: 1,
  description: 'How many letters a word has',
  dataset,
  prompts: [],
  judges: [lastNumber, letterModel],
  demoJudge: 'last-number',
  defaultJudge: 'last-number',
  // A label that the judges don't give would be a type error here.
  metrics: ({ rate }) => [rate('right_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'right')],
  limit: 'all',
  stratify: 'size',
})

export const suite = defineSuite({
  name: 'letters',
  version: 1,
  description: 'Counting letters',
  title: 'Letters',
  benchmarks: [letters],
})
