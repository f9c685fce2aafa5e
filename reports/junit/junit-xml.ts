/** One test of a report for CI. A failure is a finding, an error means that nothing could be measured. */
export interface TestCase {
  name: string
  outcome: 'passed' | 'failure' | 'error' | 'skipped'
  /** One line, for what did not pass. */
  message?: string
  /** Details, on lines of their own. */
  text?: string
}

/** JUnit XML as GitLab, Jenkins and GitHub actions read it, notes as the suite's output. No times: the same result gives the same bytes. */
export function junitXml(suite: string, cases: readonly TestCase[], notes: readonly string[] = []): string {
  const count = (outcome: TestCase['outcome']) => cases.filter(test => test.outcome === outcome).length
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="xeval" ${counts}>`,
    `  <testsuite name="${xml(suite)}" ${counts}>`,
    ...cases.map(test => element(test, suite)),
    ...(notes.length > 0 ? [`    <system-out>${xml(notes.join('\n'))}</system-out>`] : []),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n')
}

function element({ name, outcome, message = '', text = '' }: TestCase, suite: string): string {
  const open = `    <testcase classname="xeval.${xml(suite)}" name="${xml(name)}"`
  if (outcome === 'passed')
    return text === '' ? `${open}/>` : `${open}><system-out>${xml(text)}</system-out></testcase>`
  if (outcome === 'skipped') return `${open}><skipped message="${xml(message)}"/></testcase>`
  return `${open}><${outcome} message="${xml(message)}">${xml(text)}</${outcome}></testcase>`
}

/** Any text in an element or attribute; what XML 1.0 can't hold is left out. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]|[\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
