// The stages of a distillation, between files: see README.md.
import { readFile, writeFile } from 'node:fs/promises'
import { openRun } from 'xeval'

const [command, ...words] = process.argv.slice(2)

const readRows = async file =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line))
const writeRows = (file, rows) => writeFile(file, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
const promptOf = async stage => {
  const template = await readFile(new URL(`./prompts/${stage}.md`, import.meta.url), 'utf8')
  // Values are put in by a function: `$&` in a problem is text.
  return row => template.trim().replace(/\{\{(\w+)\}\}/g, (_, name) => row[name])
}

/** What each stage makes of a row and the teacher's answer. Only what is distilled has the teacher's thoughts in it. */
const stages = {
  rewrite: (row, { text }) => [{ ...row, problem: text.trim() }],
  distil: (row, { reasoning, text }) => [{ ...row, response: [reasoning, text].filter(Boolean).join('\n\n').trim() }],
  translate(row, { text }) {
    const [problem, response] = text.split(/^\s*={3,}\s*$/m).map(part => part.trim())
    return response ? [row, { ...row, problem, response }] : [row]
  },
}

const commands = {
  async filter(from, to) {
    const isKept = ({ problem, answer }) =>
      !/<image>|!\[|\[asy\]|\\includegraphics|in the (?:figure|diagram)|如图|下图/i.test(problem) &&
      !/\b(?:prove|show) that\b|证明|求证/i.test(problem) &&
      /^[-+\d.,/\s\\{}%$frac]+$/.test(String(answer)) &&
      /\d/.test(String(answer))
    const rows = await readRows(from)
    const kept = rows.filter(isKept)
    await writeRows(to, kept)
    console.error(`${kept.length} of ${rows.length} rows kept`)
  },
  async prompts(stage, from, to) {
    const prompt = await promptOf(stage)
    await writeRows(
      to,
      (await readRows(from)).map(row => ({ prompt: prompt(row) })),
    )
  },
  async answers(stage, from, run, to) {
    const prompt = await promptOf(stage)
    const answers = new Map()
    for await (const { sample, epochs } of (await openRun(run)).records()) {
      const outcome = epochs[0]?.output?.outcome
      if (outcome?.ok && outcome.value.finishReason === 'stop') answers.set(sample.input.at(-1).content, outcome.value)
    }
    const rows = await readRows(from)
    const answered = rows.filter(row => answers.has(prompt(row)))
    await writeRows(
      to,
      answered.flatMap(row => stages[stage](row, answers.get(prompt(row)))),
    )
    console.error(`${answered.length} of ${rows.length} rows answered in full`)
  },
  async drop(from, faulty, to) {
    const lines = new Set((await readRows(faulty)).map(({ line }) => line))
    const kept = (await readFile(from, 'utf8')).split('\n').filter((text, i) => text.trim() !== '' && !lines.has(i + 1))
    await writeFile(to, kept.map(line => `${line}\n`).join(''))
    console.error(`${kept.length} rows kept`)
  },
}

if (!Object.hasOwn(commands, command ?? '')) throw new Error(`one of ${Object.keys(commands).join(', ')}`)
await commands[command](...words)
