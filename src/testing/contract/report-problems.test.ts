import { expect, test } from 'vitest'
import { defineReport, type Report, type ReportInput } from 'xeval'
import { problemsOfReport, toyInputs } from 'xeval/testing'

const reportOf = (more: Partial<Report> = {}): Report =>
  defineReport({
    name: 'kind',
    version: 1,
    description: 'Its kind',
    extension: '.txt',
    render: ({ kind }) => `${kind}\n`,
    ...more,
  })

test('a report that is as it should be has no problems', async () => {
  expect(await problemsOfReport(reportOf())).toEqual([])
  expect(
    await problemsOfReport(reportOf({ extension: '.json', render: input => `${JSON.stringify(input)}\n` })),
  ).toEqual([])
})

let calls = 0
const titleOf = (input: ReportInput): string => ('title' in input ? input.title : '') || '-'

test.each<[Report, string]>([
  [reportOf({ version: -1 }), 'Its version -1 is not 1, 2, 3 …'],
  [reportOf({ extension: 'txt' }), 'Its extension "txt" is not a dot and letters.'],
  [reportOf({ render: () => `${++calls}\n` }), 'run in en: it renders the same input differently.'],
  [reportOf({ render: ({ kind }) => kind }), 'series in zh: its text does not end with a line.'],
  [reportOf({ render: () => `${undefined}\n` }), 'published in en: its text contains undefined.'],
  [reportOf({ render: () => `${{}}\n` }), 'comparison in en: its text contains [object.'],
  [reportOf({ render: input => `${(input as { run: { suite: string } }).run.suite}\n` }), 'series in en: it throws: '],
  [
    reportOf({ render: input => `${Object.assign(input, { kind: 'run' }).kind}\n` }),
    'series in en: it changes its input.',
  ],
  [
    reportOf({ render: input => `${titleOf(input)}\n` }),
    'comparison with hostile texts: control characters get through.',
  ],
  [
    reportOf({ extension: '.html', render: input => `${titleOf(input)}\n` }),
    'comparison with hostile texts: markup gets through.',
  ],
  [
    reportOf({ extension: '.md', render: input => `${titleOf(input)}\n` }),
    'comparison with hostile texts: HTML gets through.',
  ],
  [
    reportOf({ extension: '.md', render: input => `${titleOf(input)}\n` }),
    'comparison with hostile texts: links or pictures get through.',
  ],
  [
    reportOf({ extension: '.json', render: input => `{"title": "${titleOf(input)}"}\n` }),
    'comparison with hostile texts: it throws: ',
  ],
])('a report with a fault is told of it', async (report, problem) => {
  expect((await problemsOfReport(report)).filter(found => found.startsWith(problem))).not.toEqual([])
})

test('inputs of the caller’s are tried besides', async () => {
  const long: ReportInput = { ...toyInputs.run, title: 'A title of its own' }
  const report = reportOf({
    render(input) {
      if (titleOf(input).length > 10 && input.kind === 'run') throw new Error('too long')
      return 'fine\n'
    },
  })
  expect(await problemsOfReport(report)).toEqual([])
  expect(await problemsOfReport(report, { inputs: [long] })).toEqual([
    'run in en: it throws: too long',
    'run in zh: it throws: too long',
  ])
  expect(await problemsOfReport(report, { hostile: [long] })).toEqual(['run with hostile texts: it throws: too long'])
})
