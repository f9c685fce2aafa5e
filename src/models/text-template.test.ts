import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTextTemplate } from './text-template.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-template-'))
})
afterAll(() => rm(dir, { recursive: true }))

const withText = async (text: string) => {
  const file = join(dir, 'template.txt')
  await writeFile(file, text)
  return readTextTemplate(file)
}
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'What is {{system}}?' },
] as const

test('the system message goes where the template has a place for it', async () => {
  const template = await withText('System: {{system}}\nQ: {{prompt}}\nA:')
  expect(template(messages)).toBe('System: Be brief.\nQ: What is {{system}}?\nA:')
})

test('without a place for it, the system message stands before the prompt', async () => {
  const template = await withText('{{prompt}}\nA:')
  expect(template(messages)).toBe('Be brief.\n\nWhat is {{system}}?\nA:')
})

test('without a template the prompt is the text itself', async () => {
  expect((await readTextTemplate(undefined))(messages)).toBe('Be brief.\n\nWhat is {{system}}?')
})

test('a template without a prompt, with an unknown hole, or that is missing is refused by name', async () => {
  await expect(withText('A:')).rejects.toThrow('template.txt: {{prompt}} is missing')
  await expect(withText('{{prompt}} {{input}}')).rejects.toThrow('template.txt: {{input}} is unknown')
  await expect(readTextTemplate(join(dir, 'none.txt'))).rejects.toThrow('none.txt: ENOENT')
})
