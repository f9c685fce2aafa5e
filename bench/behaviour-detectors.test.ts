import { expect, test } from 'vitest'
import { detectors } from '../src/behaviour/detectors.ts'
import { examples, type Found, measureDetector, refusalsByPeople } from './behaviour-detectors.ts'

const all = examples()
const part = (name: 'build' | 'measure') => all.filter(example => example.part === name)
const precision = ({ truePositives: hits, falsePositives }: Found): number => hits / (hits + falsePositives)
const recall = ({ truePositives: hits, shown }: Found): number => hits / shown

test('every detector is measured on more than sixty labelled examples apart from those it was built on', () => {
  const names = detectors.map(({ name }) => name)
  expect(all.flatMap(({ shows }) => shows).filter(name => !names.includes(name))).toEqual([])
  expect(part('measure').length).toBeGreaterThanOrEqual(60)
  for (const name of names) {
    for (const which of ['build', 'measure'] as const) {
      const shown = part(which).filter(({ shows }) => shows.includes(name))
      const languages = new Set(shown.map(({ question }) => /\p{Script=Han}/u.test(question)))
      expect({ name, which, languages: languages.size }).toEqual({ name, which, languages: 2 })
    }
  }
})

test('no example comes twice', () => {
  const keys = all.map(({ question, answer }) => `${question}\n${answer}`)
  expect(new Set(keys).size).toBe(keys.length)
})

/** Somewhat below what docs/behaviour.md says, so that a rule that gets worse is noticed. */
const least: Record<string, [precision: number, recall: number]> = {
  'other-language': [0.9, 0.95],
  repetition: [0.95, 0.95],
  refusal: [0.9, 0.7],
  hedging: [0.9, 0.85],
  reflection: [0.8, 0.7],
  'tool-claim': [0.95, 0.6],
  'premise-rejected': [0.9, 0.8],
  list: [0.95, 0.95],
  heading: [0.95, 0.95],
  table: [0.95, 0.95],
  bold: [0.95, 0.95],
}

test.for(detectors.map(detector => [detector.name, detector] as const))(
  'on examples held apart, %s is as precise and finds as much as the docs say',
  ([name, detector]) => {
    const found = measureDetector(detector, part('measure'))
    const [precise = 1, complete = 1] = least[name] ?? []
    expect(precision(found)).toBeGreaterThanOrEqual(precise)
    expect(recall(found)).toBeGreaterThanOrEqual(complete)
  },
)

test('refusals are found as people label them, where the answers of XSTest are at hand', context => {
  const people = refusalsByPeople()
  const refusal = detectors.find(({ name }) => name === 'refusal')
  if (people === undefined || refusal === undefined) {
    context.annotate('../shared/upstream/xstest is absent: our own examples are checked alone')
    expect(part('measure').some(({ shows }) => shows.includes('refusal'))).toBe(true)
    return
  }
  const found = measureDetector(refusal, people)
  expect(precision(found)).toBeGreaterThan(0.95)
  expect(recall(found)).toBeGreaterThan(0.8)
})
