import { describe, expect, test } from 'vitest'
import { takeApart } from './take-apart.ts'

const thought = 'They want the steps. I must not say this.'
const answer = 'I am sorry, I cannot help with that.'

describe('thoughts in words and tags of prompts come off the answer', () => {
  test.each([
    [
      'Open WebUI',
      `<details type="reasoning" done="true" duration="12">\n<summary>Thought for 12 seconds</summary>\n> ${thought}\n</details>\n${answer}`,
    ],
    ['Granite', `Here is my thought process:\n\n${thought}\n\nHere is my response:\n\n${answer}`],
    ['Granite, shortened', `Here's my thought process:\n${thought}\nHere's my response: ${answer}`],
    [
      'Apriel',
      `Here are my reasoning steps:\n${thought}\n[BEGIN FINAL RESPONSE]\n${answer}\n[END FINAL RESPONSE]\n<|end|>`,
    ],
    ['Pangu', `[unused16]${thought}[unused17]${answer}[unused10]`],
    ['Pangu whose opener stands in the prompt', `${thought}\n[unused17]\n${answer}`],
    ['analysis', `<analysis>\n${thought}\n</analysis>\n\n${answer}`],
    ['reflection', `<reflection>${thought}</reflection>${answer}`],
    ['rationale, then reflection', `<rationale>Hm.</rationale>\n<reflection>${thought}</reflection>\n${answer}`],
    ['scratchpad', `<scratchpad>\n${thought}\n</scratchpad>\n${answer}`],
    ['a fence', `\`\`\`thinking\n${thought}\n\`\`\`\n${answer}`],
    ['a fence of tildes', `~~~reasoning\n${thought}\n~~~\n${answer}`],
    ['an answer in tags, behind a thought', `<think>${thought}</think>\n<answer>\n${answer}\n</answer><|im_end|>`],
    ['an answer in other tags', `<Thought>\n${thought}\n</Thought>\n<Output>\n${answer}\n</Output>`],
    ['an answer in tags behind an analysis', `<analysis>${thought}</analysis><final_answer>${answer}</final_answer>`],
    ['an answer in a box of GLM', `<think>${thought}</think><|begin_of_box|>${answer}<|end_of_box|>`],
  ])('%s', (_, whole) => {
    const { text, reasoning } = takeApart(whole)
    expect(text).toBe(answer)
    expect(reasoning).toContain(thought)
  })
})

describe('tags around an answer that no thought precedes, or that hold a part of it, stay', () => {
  test.each([
    ['two of them', '<answer>a</answer><answer>b</answer>'],
    ['words behind it', '<answer>a</answer> and more'],
    ['words before it', 'So: <answer>a</answer>'],
    ['none inside', '<answer></answer>'],
    ['another closing tag', '<answer>a</response>'],
    ['a document', '<output><b>1</b></output><output>2</output>'],
  ])('%s', (_, rest) => {
    expect(takeApart(`<think>${thought}</think>${rest}`).text).toBe(rest)
  })
})
