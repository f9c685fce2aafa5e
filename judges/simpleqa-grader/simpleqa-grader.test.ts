import { describe, expect, test } from 'vitest'
import type { Completion, Judge, JudgeContext, JudgeQuestion } from 'xeval'
import answerMatch from '../answer-match/index.ts'
import evalGrader from '../chinese-simpleqa-eval-grader/index.ts'
import leaderboardGrader from '../chinese-simpleqa-grader/index.ts'
import { readGrade, readGradeAsUpstream } from './grade.ts'
import simpleqaGrader from './index.ts'

const completion = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: {},
  servedModel: 'm',
  latencyMs: 0,
})

function scripted(judge: Judge, replies: string[], change: Partial<JudgeContext> = {}) {
  const asked: JudgeQuestion[] = []
  const context: JudgeContext = {
    sample: {
      id: 's',
      input: [{ role: 'user', content: '月亮绕什么转？' }],
      target: ['地球', '地'],
      language: 'zh',
      metadata: {},
    },
    completion: completion('{target} 是地球'),
    options: { api: 'chat', upstreamParsing: false },
    templates: {},
    ask: async question => {
      asked.push(question)
      return completion(replies[asked.length - 1] ?? '')
    },
    ...change,
  }
  return { asked, verdict: () => judge.judge(context) }
}

/** Files of the same shape as the authors', in words of our own. */
const evalScript = `"""A script."""
import re

GRADER_TEMPLATE = """
Grade it. {{braces}} stay.
Q: {question}
T: {target}
P: {predicted_answer}
Say A, B or C.
""".strip()

CHOICES = ["A", "B"]
`
/** Of the same shape as the file that holds the system messages. */
const samplerScript = `OPENAI_SYSTEM_MESSAGE_API = "Be of use."
OPENAI_SYSTEM_MESSAGE_API_CN = "你乐于助人。"
OPENAI_SYSTEM_MESSAGE_CHATGPT = (
    "Another."
    + "\\nOf two lines."
)
`
const easyScript = `judge_prompt: str = """评分：
问 {question} 标 {target} 答 {predicted_answer}"""
judge_prompt_en = '''Grade {predicted_answer} for {question} by {target}'''

def call(prompt):
    messages = [
        {"role": "system", "content": "你很公正。"},
        {"role": "user", "content": prompt},
    ]
    return messages
`

describe('the authors’ words', () => {
  const templatesOf = (judge: Judge, ...scripts: string[]) => judge.upstream?.extract(...scripts) ?? {}

  test('SimpleQA: the system message of the authors’ sampler, braces and holes as Python’s format fills them, and the first gold answer', async () => {
    const templates = templatesOf(simpleqaGrader, evalScript, samplerScript)
    const { asked, verdict } = scripted(simpleqaGrader, ['A'], { templates })
    expect(await verdict()).toEqual({ label: 'correct', via: 'model', raw: 'A' })
    expect(asked[0]).toMatchObject({ maxTokens: 2048 })
    expect(asked[0]?.messages).toEqual([
      { role: 'system', content: 'Be of use.' },
      {
        role: 'user',
        content: 'Grade it. {braces} stay.\nQ: 月亮绕什么转？\nT: 地球\nP: {target} 是地球\nSay A, B or C.',
      },
    ])
  })

  test('Chinese SimpleQA’s leaderboard: a system sentence, and the prompt of the sample’s language', async () => {
    const templates = templatesOf(leaderboardGrader, easyScript)
    expect(templates).toMatchObject({ system: '你很公正。' })
    const { asked, verdict } = scripted(leaderboardGrader, ['B'], { templates })
    expect(await verdict()).toMatchObject({ label: 'incorrect' })
    expect(asked[0]?.messages).toEqual([
      { role: 'system', content: '你很公正。' },
      { role: 'user', content: '评分：\n问 月亮绕什么转？ 标 地球 答 {target} 是地球' },
    ])
  })

  test('Chinese SimpleQA’s other script: its own template and its Chinese system message', async () => {
    const { asked, verdict } = scripted(evalGrader, ['C'], {
      templates: templatesOf(evalGrader, evalScript, samplerScript),
    })
    expect(await verdict()).toMatchObject({ label: 'not-attempted' })
    expect(asked[0]?.messages[0]).toEqual({ role: 'system', content: '你乐于助人。' })
    expect(asked[0]).toMatchObject({ maxTokens: 1024 })
  })

  test('a file without the template, or a template without a hole, is refused', () => {
    expect(() => simpleqaGrader.upstream?.extract('x = 1')).toThrow(/GRADER_TEMPLATE/)
    expect(() => simpleqaGrader.upstream?.extract('GRADER_TEMPLATE = "{question}"')).toThrow(/\{target\}/)
    expect(() => simpleqaGrader.upstream?.extract(evalScript, 'x = 1')).toThrow(/OPENAI_SYSTEM_MESSAGE_API/)
    expect(() => leaderboardGrader.upstream?.extract(easyScript.replace('"system"', '"user"'))).toThrow(/system/)
  })

  test('without its template a judge of that name stops and says what to pull; it never asks in other words', async () => {
    for (const judge of [simpleqaGrader, leaderboardGrader, evalGrader]) {
      const { asked, verdict } = scripted(judge, ['A'])
      await expect(verdict()).rejects.toMatchObject({ code: 'template', hint: `Run: xeval pull ${judge.name}` })
      expect(asked).toEqual([])
    }
  })
})

describe('the reply', () => {
  const templates = { grader: '{question}{target}{predicted_answer}', system: 'Be of use.' }

  test('outside the form it gets one reminder in the sample’s language, and then counts as unparsable with both texts', async () => {
    const repaired = scripted(simpleqaGrader, ['According to the gold answer …', 'B'], { templates })
    expect(await repaired.verdict()).toEqual({ label: 'incorrect', via: 'repaired', raw: 'B' })
    expect(repaired.asked[1]?.messages.at(-1)?.content).toContain('只输出一个字母')
    const babbling = scripted(simpleqaGrader, ['Based on …', 'Cannot say'], { templates })
    await expect(babbling.verdict()).rejects.toMatchObject({
      code: 'unparsable-judgment',
      raw: 'Based on …\n\nCannot say',
    })
  })

  test('with --upstream-parsing the first reply is read by the authors’ rule and no reminder is sent', async () => {
    const options = { api: 'chat' as const, upstreamParsing: true }
    const { asked, verdict } = scripted(simpleqaGrader, ['CORRECT'], { templates, options })
    expect(await verdict()).toEqual({ label: 'not-attempted', via: 'upstream-parsing', raw: 'CORRECT' })
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['CORRECT', 'correct', 'not-attempted'],
    ['A:【正确】', 'correct', 'correct'],
    ['B：【错误】。', 'incorrect', 'incorrect'],
    ['【未尝试】', 'not-attempted', 'not-attempted'],
    ['A【正确】', 'correct', 'correct'],
    ['C: [NOT_ATTEMPTED]', 'not-attempted', 'not-attempted'],
    ['A:【错误】', undefined, 'correct'],
    ['INCORRECT', 'incorrect', 'not-attempted'],
    ['NOT_ATTEMPTED', 'not-attempted', 'correct'],
    ['Answer: B', undefined, 'correct'],
    ['According to the target, yes', undefined, 'correct'],
    ['b', undefined, 'not-attempted'],
    ['正确', 'correct', 'not-attempted'],
    ['```\nB\n```', 'incorrect', 'incorrect'],
    ['B: CORRECT', undefined, 'incorrect'],
    ['A: CORRECT', 'correct', 'correct'],
    ['【A】', 'correct', 'correct'],
    ['A:【正确】', 'correct', 'correct'],
    ['【B】【错误】', 'incorrect', 'incorrect'],
    ['C（未尝试）', 'not-attempted', 'not-attempted'],
    ['【A】【错误】', undefined, 'correct'],
    ['\tB\n\n', 'incorrect', 'incorrect'],
  ])('%j is read as %s, and by the authors’ rule as %s', (reply, strict, upstream) => {
    expect([readGrade(reply), readGradeAsUpstream(reply)]).toEqual([strict, upstream])
  })

  test('a reply of 400 kB of white space or marks is read in time proportional to it', () => {
    const cost = (reply: string) => {
      const before = process.cpuUsage().user
      expect(readGrade(reply)).toBeUndefined()
      return (process.cpuUsage().user - before) / 1000
    }
    for (const mark of ['\t', '\n', '*', '[', '- ', '`', 'A ', '。']) {
      const [small, large] = [cost(`A${mark.repeat(50_000)}x`), cost(`A${mark.repeat(400_000)}x`)]
      expect([mark, large > 50 && large > 30 * Math.max(small, 1)]).toEqual([mark, false])
    }
  })

  test('answer-match has no upstream parsing, and says where to find it', async () => {
    const options = { api: 'chat' as const, upstreamParsing: true }
    const { verdict } = scripted(answerMatch, ['A'], { options })
    await expect(verdict()).rejects.toMatchObject({
      code: 'no-upstream-parsing',
      hint: expect.stringContaining('simpleqa-grader'),
    })
  })
})
