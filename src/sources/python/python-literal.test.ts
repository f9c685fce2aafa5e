import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { pythonDict } from './python-dict.ts'
import { fillHoles, pythonFormat } from './python-format.ts'
import { pythonConstant, pythonFStrings, pythonListStrings } from './python-literal.ts'

const Reference = z.object({
  python: z.string(),
  cases: z.array(z.object({ source: z.string(), value: z.string().nullable() })),
})
const reference = Reference.parse(
  JSON.parse(readFileSync(new URL('./fixtures/python-literals.json', import.meta.url), 'utf8')),
)

/** The value, or null where it is refused with an error of ours. */
function constant(source: string): string | null {
  try {
    return pythonConstant(source, 'TEXT')
  } catch (error) {
    if (XevalError.is(error)) return null
    throw error
  }
}

test(`every literal reads as CPython ${reference.python} reads it, and what it refuses is refused`, () => {
  expect(reference.cases.length).toBeGreaterThan(600)
  const wrong = reference.cases
    .map(({ source, value }) => ({ source, value, got: constant(source) }))
    .filter(({ value, got }) => value !== got)
  expect(wrong).toEqual([])
})

const twoBranches = String.raw`
import json
# query = f'in a comment {x}'
def other(lang): return f'not {this}'

@cached
def make_question(ask: str, reply="a default", *, lang='en') -> str:
    """A docstring with query = 'text'."""
    if lang == 'en':
        query = f'Weigh this.\nA: {ask}\nB: {reply}\n\nSay "fine" or \'not fine\', as {{"verdict": …}}.'
    else:
        query = (f"请看。\nA: {ask}"
                 # between them
                 f"\nB: {reply}")
    print("a call alone", query)
    if not query: return 'nothing'
    self.last['x'] = query + f"{ask!r:>{width}}"
    return f"<|im_start|>user\n{query}<|im_end|>\n"

after = f'{outside}'
`

test('the strings that a function assigns and returns come out in order, with their targets and holes', () => {
  expect(pythonFStrings(twoBranches, 'make_question')).toEqual([
    {
      target: 'query',
      text: 'Weigh this.\nA: {ask}\nB: {reply}\n\nSay "fine" or \'not fine\', as {"verdict": …}.',
      holes: ['ask', 'reply'],
      formatted: true,
      whole: true,
    },
    { target: 'query', text: '请看。\nA: {ask}\nB: {reply}', holes: ['ask', 'reply'], formatted: true, whole: true },
    { target: 'return', text: 'nothing', holes: [], formatted: false, whole: true },
    { target: "self.last['x']", text: '{ask!r:>{width}}', holes: ['ask!r:>{width}'], formatted: true, whole: false },
    {
      target: 'return',
      text: '<|im_start|>user\n{query}<|im_end|>\n',
      holes: ['query'],
      formatted: true,
      whole: true,
    },
  ])
  expect(pythonFStrings(twoBranches.replaceAll('\n', '\r\n'), 'make_question')).toEqual(
    pythonFStrings(twoBranches, 'make_question'),
  )
  expect(pythonFStrings(twoBranches, 'other')[0]?.text).toBe('not {this}')
})

test('f-strings of newer Pythons, with the same quotes inside a hole, are read to their real end', () => {
  const source = `def f():\n    return f'{a['key}']} and {f'{b}'} {c != d} {e:{'}'}}'\n`
  expect(pythonFStrings(source, 'f')[0]?.holes).toEqual(["a['key}']", "f'{b}'", 'c != d', "e:{'}'}"])
})

test('the strings of the first list that is assigned to a name come out, keyword arguments included', () => {
  const source = `
messages = load()
x.messages = ["not this"]
def ask():
    return client.create(model="m", messages=[{"role": "system", "content": '''be ' 'brief'''
        " please"}, {"role": "user", "content": prompt}])
messages = ["later"]
`
  expect(pythonListStrings(source, 'messages')).toEqual([
    'role',
    'system',
    'content',
    "be ' 'brief please",
    'role',
    'user',
    'content',
  ])
  expect(pythonListStrings('messages: list[str] = ["annotated"]', 'messages')).toEqual(['annotated'])
})

test.each([
  () => pythonConstant('OTHER = "x"', 'TEXT'),
  () => pythonConstant('TEXT = "x"\nTEXT += "y"', 'TEXT'),
  () => pythonFStrings('def f(): pass', 'g'),
  () => pythonFStrings('def f(): pass\ndef f(): pass', 'f'),
  () => pythonListStrings('messages = load()', 'messages'),
  () => pythonConstant(`TEXT = ${'('.repeat(100_000)}`, 'TEXT'),
  () => pythonConstant(`TEXT = ${"f'{".repeat(100_000)}`, 'TEXT'),
  () => pythonConstant(`TEXT = f"${'{x:'.repeat(100_000)}`, 'TEXT'),
  () => pythonConstant('TEXT = "\\N{NO SUCH NAME}"', 'TEXT'),
])('what is not there, or hostile, is an error of ours and no crash (%#)', read => {
  expect(read).toThrow(expect.objectContaining({ code: 'python-literal' }))
})

test('an error names line and column of the source', () => {
  expect(() => pythonConstant('A = 1\nTEXT = "ab\\x4"', 'TEXT')).toThrow('line 2, column 11: \\x needs 2 hexadecimal')
  expect(() => pythonConstant('A = 1\nTEXT = "ab', 'TEXT')).toThrow('line 2, column 8: a string starts here')
})

test('a Python repr reads as its value', () => {
  const text = `{'topic': 'Food', "it's": ["a\\n b", 'c \\'d\\' \\u200a'], 'n': -1.5e3, 'i': 12, 'none': None,
    'yes': [True, False,], 'pair': (1, 'x'), 'one': (1,), 'same': ('y'), 'empty': {}, '__proto__': []}`
  const value = pythonDict(text)
  expect(value).toEqual({
    topic: 'Food',
    "it's": ['a\n b', "c 'd' \u200a"],
    n: -1500,
    i: 12,
    none: null,
    yes: [true, false],
    pair: [1, 'x'],
    one: [1],
    same: 'y',
    empty: {},
    ['__proto__']: [],
  })
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})

test.each([
  '',
  '{',
  "{'a': 1",
  "{'a'}",
  '{1: 2}',
  '[1 2]',
  '[,]',
  'name',
  'f()',
  "f'{x}'",
  '1\n2',
  '9007199254740993',
  '1a',
])('a repr of anything else is refused: %j', text =>
  expect(() => pythonDict(text)).toThrow(expect.objectContaining({ code: 'python-literal' })),
)

test('a template is filled once: values that look like holes or braces stay as they are', () => {
  const values = { question: '{target} }} {', target: '$& {{' }
  expect(pythonFormat('{{"q": {question}}} {target}', values)).toBe('{"q": {target} }} {} $& {{')
  expect(fillHoles('{"q": {question}} {{{target}}}', values)).toBe('{"q": {target} }} {} {{$& {{}}')
  for (const fill of [pythonFormat, fillHoles]) {
    expect(() => fill('{question}', values)).toThrow('no placeholder {target}')
  }
  for (const template of ['{question} {target} {', '{question} {target} {}', '{question} {target} {more}']) {
    expect(() => pythonFormat(template, values)).toThrow('has no value')
  }
})
