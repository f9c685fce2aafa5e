import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 })

let cwd: string
let endpoint: MockEndpoint
beforeAll(async () => {
  cwd = await workspace()
  endpoint = await startMockEndpoint({ answer: () => '42' })
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  return () => endpoint.close()
})

const files: Record<string, string | Buffer> = {
  'good.csv': 'q,a,kind\nWhat is 1 + 1?,2,x\nWhat is 2 + 2?,4,y\n',
  'empty.csv': '',
  'header.csv': 'q,a,kind\n',
  'twice.csv': 'q,a,kind\nWhat is 1 + 1?,2,x\nWhat is 1 + 1?,2,y\n',
  'words.csv': 'q,a,kind\nWhat is 1 + 1?,2,x\nWhat is 2 + 2?,quite a lot,y\n',
  'hole.csv': 'q,a,kind\nWhat is 1 + 1?,2,x\nWhat is 2 + 2?,,y\n',
  'ragged.csv': 'q,a,kind\nWhat is 1 + 1?,2\n',
  'quotes.csv': 'q,a,kind\n"What is 1 + 1?,2,x\n',
  'same.csv': 'q,a,q\nx,1,y\n',
  'latin.csv': Buffer.from([0x71, 0x2c, 0x61, 0x0a, 0xe9, 0x2c, 0x31, 0x0a]),
  'bad.jsonl': '{"q": "What?", "a": 1}\n{"q": "Where?" "a": 2}\n',
  'lacks.jsonl': '{"q": "What?", "a": 1}\n{"q": "Where?"}\n',
  'list.jsonl': '{"q": ["What?"], "a": 1}\n',
  'array.jsonl': '["What?", 1]\n',
  'cut.json': '[{"q": "What?", "a": 1}, {"q": ',
  'bad.parquet': 'PAR1 but no more',
  'data.xlsx': 'PK',
  'choices.jsonl': '{"q": "Which?", "choices": ["red", "blue"], "a": "green"}\n',
  'index.jsonl': '{"q": "Which?", "choices": ["red", "blue"], "a": 1}\n',
  'single.jsonl': '{"q": "Which?", "choices": ["red"], "a": "red"}\n',
  'alike.jsonl': '{"q": "Which?", "choices": ["red", "Red"], "a": "A"}\n',
  'pattern.jsonl': '{"q": "Which?", "a": "(red"}\n',
  'nojson.jsonl': '{"q": "Which?", "a": "{red"}\n',
  'chat.jsonl': '{"m": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}\n',
}

const task = (
  more: string,
  { name = 'mine', data = 'good.csv', prompt = '"{{q}}"', target = 'a', judge = 'number' } = {},
) =>
  [`name: ${name}`, `data: ${data}`, `prompt: ${prompt}`, `target: ${target}`, `judge: ${judge}`, more, ''].join('\n')

/** A task, and what is said of it: the message, and where it stands. */
const broken: Record<string, [text: string, message: string, where: string]> = {
  'nothing in it': ['', 'the task is empty', 'mine.yaml:1:1'],
  'a list': ['- name: mine\n', 'task: expected an object, found a list of 1', 'mine.yaml:1:1'],
  'a tab for indentation': [
    'name: mine\ndata:\n\tfile: good.csv\n',
    'Tabs are not allowed as indentation',
    'mine.yaml:3:1',
  ],
  'a quote that is not closed': ['name: "mine\n', 'Missing closing', 'mine.yaml:2:1'],
  'a field twice': [task('judge: exact'), 'Map keys must be unique', 'mine.yaml:6:1'],
  'two documents': [task('---\nname: other'), 'multiple documents', 'mine.yaml:6:1'],
  'a tag that nobody knows': [task('', { judge: '!!js/function number' }), 'Unresolved tag', 'mine.yaml:5:8'],
  'an alias to nothing': [task('', { judge: '*j' }), 'Unresolved alias', 'mine.yaml:1:1'],
  'an unknown field': [task('targets: a'), 'targets: unknown field', 'mine.yaml:6:1'],
  'an unknown field of the data': [
    task('', { data: '{ file: good.csv, sep: ";" }' }),
    'data.sep: unknown field',
    'mine.yaml:2:25',
  ],
  'no name': [task('').replace('name: mine\n', ''), 'name is missing', 'mine.yaml:1:1'],
  'a name with spaces': [task('', { name: 'My Task' }), 'name: expected a name in kebab-case', 'mine.yaml:1:7'],
  'the name that stands for every suite': [
    task('', { name: 'all' }),
    'name: all stands for every suite',
    'mine.yaml:1:7',
  ],
  'the name of a suite': [task('', { name: 'safety' }), 'two plug-ins have the name suite or benchmark safety', ''],
  'no data': [task('').replace('data: good.csv\n', ''), 'data is missing', 'mine.yaml:1:1'],
  'data that is not there': [task('', { data: 'god.csv' }), 'data: god.csv: there is no such file', 'mine.yaml:2:7'],
  'a folder for data': [task('', { data: '.' }), 'data: .: it is no file', 'mine.yaml:2:7'],
  'data whose format no name says': [
    task('', { data: 'data.xlsx' }),
    'data: cannot tell the format of data.xlsx',
    'mine.yaml:2:7',
  ],
  'an unknown format': [
    task('', { data: '{ file: good.csv, format: excel }' }),
    'data.format: expected jsonl or json or csv',
    'mine.yaml:2:33',
  ],
  'an empty file': [task('', { data: 'empty.csv' }), 'expected a header line', 'empty.csv:1'],
  'a header alone': [task('', { data: 'header.csv' }), 'header.csv: it has no rows', 'mine.yaml:2:7'],
  'one row twice': [task('', { data: 'twice.csv' }), 'the row asks the same as line 2', 'twice.csv:3'],
  'a gold answer that is no number': [
    task('', { data: 'words.csv' }),
    'its gold answer "quite a lot" is no number',
    'words.csv:3',
  ],
  'an empty gold answer': [task('', { data: 'hole.csv' }), 'column `a`: no gold answer', 'hole.csv:3'],
  'a row with a cell too few': [task('', { data: 'ragged.csv' }), 'expected 3 columns', 'ragged.csv:2'],
  'a quote in CSV that is not closed': [task('', { data: 'quotes.csv' }), 'never ends', 'quotes.csv:2:1'],
  'a column twice': [task('', { data: 'same.csv' }), 'names column `q` twice', 'same.csv:1'],
  'Latin 1': [task('', { data: 'latin.csv' }), 'not UTF-8', 'latin.csv:2:1'],
  'a broken line of JSON': [task('', { data: 'bad.jsonl' }), 'bad.jsonl:2:', 'bad.jsonl:2:'],
  'a row that lacks a column': [task('', { data: 'lacks.jsonl' }), 'no column `a`', 'lacks.jsonl:2'],
  'a list where text is asked': [task('', { data: 'list.jsonl' }), 'column `q`: expected text', 'list.jsonl:1'],
  'rows that are no objects': [task('', { data: 'array.jsonl' }), 'expected', 'array.jsonl:1'],
  'JSON that was cut off': [task('', { data: 'cut.json' }), 'cut.json:1', 'cut.json:1'],
  'a broken Parquet file': [task('', { data: 'bad.parquet' }), 'not a Parquet file', 'bad.parquet'],
  'a prompt with an unknown column': [
    task('', { prompt: '"{{question}}"' }),
    'good.csv has no column `question`',
    'mine.yaml:3:9',
  ],
  'a prompt without a column': [task('', { prompt: 'What is 1 + 1?' }), 'it uses no column', 'mine.yaml:3:9'],
  'a placeholder that is not closed': [
    task('', { prompt: '"{{q}} and {{a"' }),
    'a placeholder that is not closed',
    'mine.yaml:3:9',
  ],
  'an empty placeholder': [task('', { prompt: '"{{}}"' }), 'a placeholder {{}} without a column', 'mine.yaml:3:9'],
  'no prompt': [task('').replace('prompt: "{{q}}"\n', ''), 'prompt is missing', 'mine.yaml:1:1'],
  'a prompt that is a number': [task('', { prompt: '42' }), 'prompt: expected text, found 42', 'mine.yaml:3:9'],
  'prompt and messages': [task('messages: q'), 'prompt and messages cannot be combined', 'mine.yaml:6:11'],
  'messages that end with the assistant': [
    'name: mine\ndata: chat.jsonl\nmessages: m\njudge: { name: regex, pattern: x }\n',
    'the last message is not the user',
    'chat.jsonl:1',
  ],
  'a target with an unknown column': [
    task('', { target: 'answer' }),
    'good.csv has no column `answer`',
    'mine.yaml:4:9',
  ],
  'a breakdown by an unknown column': [task('breakdowns: [kind, topic]'), 'no column `topic`', 'mine.yaml:6:20'],
  'a stratum that is no breakdown': [
    task('stratify: kind'),
    'stratify: kind is not among the breakdowns',
    'mine.yaml:6:11',
  ],
  'a language that is none': [
    task('language: English'),
    'language: expected a language such as en or zh',
    'mine.yaml:6:11',
  ],
  'a limit of nothing': [task('limit: 0'), 'limit: expected', 'mine.yaml:6:8'],
  'an unknown judge': [task('', { judge: 'nummber' }), 'judge: no judge "nummber"', 'mine.yaml:5:8'],
  'no judge': [task('').replace('judge: number\n', ''), 'judge is missing', 'mine.yaml:1:1'],
  'a setting that a judge has not': [
    task('', { judge: '{ name: number, tolerence: 1 }' }),
    'judge.tolerence: unknown field',
    'mine.yaml:5:',
  ],
  'a setting of a judge that takes none': [
    task('', { judge: '{ name: math, tolerance: 1 }' }),
    'judge math takes no settings',
    'mine.yaml:5:',
  ],
  'a tolerance that is no number': [
    task('', { judge: '{ name: number, tolerance: a lot }' }),
    'judge.tolerance: expected a number, found "a lot"',
    'mine.yaml:5:35',
  ],
  'a pattern that is none': [
    task('', { judge: "{ name: regex, pattern: '(' }" }),
    'judge.pattern: expected a regular expression',
    'mine.yaml:5:32',
  ],
  'a pattern in the data that is none': [
    task('', { data: 'pattern.jsonl', judge: 'regex' }),
    '"(red" is no regular expression',
    'pattern.jsonl:1',
  ],
  'gold JSON that is none': [task('', { data: 'nojson.jsonl', judge: 'json' }), '"{red" is no JSON', 'nojson.jsonl:1'],
  'a judge of numbers without a target': [
    task('').replace('target: a\n', ''),
    'target is missing: judge number-match needs it',
    'mine.yaml:1:1',
  ],
  'a rubric without criteria': [task('', { judge: 'rubric' }), 'metrics is missing', 'mine.yaml:5:8'],
  'choices without columns': [task('', { judge: 'choice' }), 'it has no choices', 'good.csv:2'],
  'a gold answer that is no choice': [
    task('choices: { column: choices }', { data: 'choices.jsonl', judge: 'choice' }),
    '"green" is none of its choices',
    'choices.jsonl:1',
  ],
  'a number for a choice': [
    task('choices: { column: choices }', { data: 'index.jsonl', judge: 'choice' }),
    'set `answers: from-0` or `from-1`',
    'index.jsonl:1',
  ],
  'one choice': [
    task('choices: { column: choices }', { data: 'single.jsonl', judge: 'choice' }),
    'expected a list of 2 to 26 choices',
    'single.jsonl:1',
  ],
  'two choices that are the same': [
    task('choices: { column: choices }', { data: 'alike.jsonl', judge: 'choice' }),
    'two of its choices are',
    'alike.jsonl:1',
  ],
  'a metric of a label that is not given': [
    task('metrics: [{ name: x, labels: [right] }]'),
    'gives no label "right"',
    'mine.yaml:6:31',
  ],
  'a metric that says nothing': [task('metrics: [{ name: x }]'), 'metric x says nothing', 'mine.yaml:6:11'],
  'scores that leave a label out': [
    task('metrics: [{ name: x, scores: { correct: 1 } }]'),
    'scores: no number for incorrect, not-attempted',
    'mine.yaml:6:30',
  ],
  'ratings of a judge that gives labels': [
    task('metrics: [{ name: x, rating: true }]'),
    'rating: judge number-match gives labels',
    'mine.yaml:6:30',
  ],
  'two metrics of one name': [
    task('metrics: [{ name: x, labels: [correct] }, { name: x, labels: [incorrect] }]'),
    'two metrics are named x',
    'mine.yaml:6:51',
  ],
  'a filter that leaves nothing': [
    task('', { data: '{ file: good.csv, where: { kind: z } }' }),
    'none of its 2 rows',
    'mine.yaml:2:32',
  ],
}

test('there are enough broken tasks', () => {
  expect(Object.keys(broken).length).toBeGreaterThanOrEqual(60)
})

test.each(Object.keys(broken))(
  'a task with %s is one clear error with its place, exit code 2, and nothing is written',
  async kind => {
    const [text = '', message = '', where = ''] = broken[kind] ?? []
    await writeFile(join(cwd, 'mine.yaml'), text)
    const { code, stdout, stderr } = await runCli(['run', 'mine.yaml', '--model', `${endpoint.url}#mock`], { cwd })
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
    expect(stderr).toContain(where)
    expect(stderr.match(/^error: /gm)).toHaveLength(1)
    expect(stderr).not.toMatch(/^ +at |\bzod\b|undefined|\[object/m)
    expect((await readdir(cwd)).filter(name => name === '.xeval')).toEqual([])
  },
)

test('a task file that is not there, or is a folder, is an error too', async () => {
  for (const name of ['none.yaml', 'none.json']) {
    const { code, stderr } = await runCli(['run', name, '--model', `${endpoint.url}#mock`], { cwd })
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${name}: there is no such file`)])
  }
})
