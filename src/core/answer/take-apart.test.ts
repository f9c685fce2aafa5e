import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeApart } from './take-apart.ts'

const thought = 'They want the steps. I must not say this.'
const answer = 'I am sorry, I cannot help with that.'

describe('thoughts come off the answer', () => {
  test.each([
    ['DeepSeek and Qwen', `<think>\n${thought}\n</think>\n\n${answer}`],
    ['an empty block, then another', `<think>\n\n</think>\n\n<think>\n${thought}\n</think>\n\n${answer}`],
    ['a tag with attributes', `<think duration="3">\n${thought}\n</think>\n\n${answer}`],
    ['thinking', `<thinking>${thought}</thinking>${answer}`],
    ['a closing tag of another name', `<think>${thought}</thinking>\n${answer}`],
    ['thought', `<thought>\n${thought}\n</thought>\n${answer}`],
    ['reasoning', `<reasoning>\n${thought}\n</reasoning>\n${answer}`],
    ['capitals', `<Think>\n${thought}\n</Think>\n${answer}`],
    ['Mistral', `[THINK]${thought}[/THINK]${answer}`],
    ['Seed', `<seed:think>${thought}</seed:think>${answer}`],
    ['Kimi', `◁think▷${thought}◁/think▷${answer}`],
    ['LongCat', `<longcat_think>\n${thought}\n</longcat_think>\n${answer}`],
    ['Gemma', `<|channel>thought\n${thought}<channel|>${answer}`],
    ['a tag in the prompt', `${thought}\n</think>\n\n${answer}`],
    ['a tag in the prompt, closed within the line', `${thought}</think>${answer}`],
    [
      'a tag in the prompt that the thought mentions',
      `The user asks what <think> does. ${thought}\n</think>\n\n${answer}`,
    ],
    ['a header of the template before it', `<|im_start|>assistant\n<think>\n${thought}\n</think>\n\n${answer}`],
    [
      'harmony',
      `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}<|return|>`,
    ],
    [
      'harmony whose reply begins with its author',
      `<|start|>assistant<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
    ],
    ['harmony without its tokens', `analysis${thought}assistantfinal${answer}`],
    [
      'harmony whose first header stands in the prompt',
      `analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
    ],
    [
      'harmony with a tool and a format',
      `<|channel|>analysis to=python code<|message|>${thought}<|call|><|channel|>final <|constrain|>json<|message|>${answer}<|return|>`,
    ],
    [
      'harmony whose answer has no channel',
      `<|start|>assistant<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|message|>${answer}`,
    ],
    ['harmony without the token before the words', `<|channel|>analysis\n${thought}\n<|channel|>final\n${answer}`],
  ])('%s', (_, whole) => {
    const { text, reasoning } = takeApart(whole)
    expect(text).toBe(answer)
    expect(reasoning).toContain(thought)
  })

  test('in a wrapper around thought and solution', () => {
    const whole = `<|begin_of_thought|>\n\n${thought}\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\n${answer}\n\n<|end_of_solution|><|im_end|>`
    expect(takeApart(whole)).toEqual({
      text: answer,
      reasoning: thought,
      removed: [
        { kind: 'wrapper', text: '<|begin_of_solution|><|end_of_solution|>' },
        { kind: 'template-token', text: '<|im_end|>' },
      ],
    })
  })

  test('between tags of the user’s own', () => {
    const whole = `((${thought}))${answer}`
    expect(takeApart(whole, [{ open: '((', close: '))' }])).toEqual({ text: answer, reasoning: thought })
    expect(takeApart(whole)).toEqual({ text: whole })
  })

  test('and are kept, one after the other', () => {
    expect(takeApart('<think>one</think><think>two</think>three').reasoning).toBe('one\n\ntwo')
  })
})

describe('a thought without an end is no answer', () => {
  test.each([
    ['<think>', '<think>Let me see, if'],
    ['[THINK]', '[THINK]Let me see, if'],
    ['<|begin_of_thought|>', '<|begin_of_thought|>\nLet me see, if'],
    ['<think>', '<think>one</think>\n<think>Let me see, if'],
    ['analysis', '<|channel|>analysis<|message|>Let me see, if'],
    ['analysis', 'analysisLet me see, if'],
  ])('%s', (opener, whole) => {
    const taken = takeApart(whole)
    expect(taken.text).toBe('')
    expect(taken.reasoning).toContain('Let me see, if')
    expect(taken.removed).toEqual([{ kind: 'unclosed-thought', text: opener }])
  })
})

describe('an answer ends where its model ended its turn', () => {
  test.each([
    '<|im_end|>',
    '<|eot_id|>',
    '</s>',
    ' </s>',
    '<|endoftext|>',
    '<end_of_turn>',
    '<|end|>',
    '<｜end▁of▁sentence｜>',
    '\n<|im_end|>\n',
    '<|END_OF_TURN_TOKEN|>',
    '<turn|>',
    '</s></s></s>',
    '<|end_of_text|><|eot_id|>',
  ])('before the tokens %j', tokens => {
    expect(takeApart(answer + tokens)).toEqual({
      text: answer,
      removed: [{ kind: 'template-token', text: tokens.trim() }],
    })
  })

  test.each([
    '<|im_end|>\n<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\nFour.',
    '<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhat is 2 + 2?',
    '</s>[INST] What is 2 + 2? [/INST] Four.',
    ' [INST] What is 2 + 2? [/INST] Four.',
    '<end_of_turn>\n<start_of_turn>user\nWhat is 2 + 2?',
    '<|end|><|user|>What is 2 + 2?<|end|><|assistant|>Four.',
    '<｜end▁of▁sentence｜><｜User｜>What is 2 + 2?<｜Assistant｜>Four.',
    '<|im_start|>user\nWhat is 2 + 2?',
    '<|endoftext|>What is 2 + 2? Four.',
    '<|im_end|>\nWhat is 2 + 2?',
    '\n\nUser: What is 2 + 2?\nAssistant: Four.',
    '\n\nHuman: What is 2 + 2?\n\nAssistant: Four.',
    '\n\nHuman:',
    '\n\n### Instruction:\nWhat is 2 + 2?\n\n### Response:\nFour.',
    '\n用户：二加二等于几？\n助手：四。',
    '\nuser\nWhat is 2 + 2?\nassistant\nFour.',
    '\n\nuser\n\nWhat is 2 + 2?\n\nassistant\n\nFour.',
  ])('before what it wrote afterwards: %j', more => {
    expect(takeApart(answer + more)).toEqual({ text: answer, removed: [{ kind: 'run-on', text: more.trim() }] })
  })

  test('after its thoughts as well', () => {
    expect(takeApart(`<think>${thought}</think>${answer}<|im_end|>\n<|im_start|>user\nAnd?`)).toEqual({
      text: answer,
      reasoning: thought,
      removed: [{ kind: 'run-on', text: '<|im_end|>\n<|im_start|>user\nAnd?' }],
    })
  })

  test('with its code block closed or not', () => {
    const code = '```python\nprint(1)\n```'
    expect(takeApart(`${code}<|im_end|>`).text).toBe(code)
    expect(takeApart(`${code.slice(0, -4)}<|im_end|>\n<|im_start|>user\nAnd?`).text).toBe(code.slice(0, -4))
  })
})

describe('an answer that speaks of marks is left as it is', () => {
  test.each([
    'Models write <think>thoughts</think> first.',
    '<details>\n<summary>Steps</summary>\nFirst, second.\n</details>\nThat is all.',
    'Fold it away:\n<details type="reasoning">\nhidden\n</details>\nshown',
    '</details>\nstands alone',
    '<analysis>Sales fell.</analysis>',
    '<analysis>Sales fell.</analysis>\n<verdict>Sell.</verdict>',
    '<analysis>\nSales fell, and',
    '<response>Yes.</response>',
    '<answer>42</answer>',
    'Put it in tags: <answer>42</answer>',
    'Here is my thought process: first I add, then I multiply. The answer is 42.',
    'Here is my thought process:\nfirst I add, then I multiply.\nThe answer is 42.',
    '```thinking\nnever closed',
    '```python\nthinking = 1\n```\nThat is the code.',
    'BERT has [unused16] and [unused17] in its vocabulary.',
    'final<answer>',
    'final answer: 42',
    'The harmony format begins with `<|channel|>analysis<|message|>`.',
    'In JSX you write <Output>{x}</Output>',
    'Close it with `</think>` and go on.',
    'Close it with </think> and go on.',
    'The tag is "</think>". Then comes the answer.',
    '思考以</think>结束，然后是答案。',
    'The format is:\n<think>\nsteps\n</think>\nanswer',
    '```\n<think>\nsteps\n</think>\nanswer\n```\nThat is the format.',
    'Qwen ends its turn with <|im_end|>.',
    'The end-of-sequence token of Llama 2 is </s>',
    'The tokens are `<|im_start|>` and `<|im_end|>`.',
    'ChatML:\n\n```\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n```\n\nThat is all.',
    'ChatML looks like <|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\nin a prompt.',
    'Qwen uses <|im_end|> to end a turn, Llama 3 <|eot_id|> and Mistral </s>.',
    'The price was <s>100</s> and is 80.',
    'In HTML, <s>this</s>\nis struck out.',
    'Here is a dialogue:\n\nUser: Hi\nAssistant: Hello',
    'User: Hi\nAssistant: Hello\nUser: Bye\nAssistant: Bye',
    'A short example of a conversation.\n\nHuman: Hi\nAssistant: Hello',
    'The roles are these.\nUser: who asks\nServer: who answers',
    'The roles, one on each line\nsystem\nuser\nassistant\nand no other.',
    'admin\nuser\nguest',
    'Say who it is:\nuser\nor\nassistant\nas you like.',
    'analysis of the data shows nothing.',
    'analysisResult = compute(data)',
    'analysis',
    '[think] about it',
    '<thoughtful> is no tag',
    '<|unknown|> token',
    'An email to <user@example.org>, a [link](x) and a > quote',
    '  blanks before and after \n',
    '',
  ])('%j', text => {
    expect(takeApart(text)).toEqual({ text })
  })

  test('and so is any text without a mark, byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        fc.pre(!/[<[◁]|analysis|\n/.test(text))
        expect(takeApart(text)).toEqual({ text })
      }),
    )
    const pieces = fc.constantFrom(
      '<',
      '>',
      '|',
      '<|',
      '|>',
      '[',
      ']',
      '/',
      'think',
      'im_end',
      '\n',
      '`',
      '```',
      'a b',
      'User',
      ': ',
      '<b>',
      '</b>',
      's',
    )
    fc.assert(
      fc.property(fc.array(pieces), parts => {
        const text = parts.join('')
        fc.pre(!/<\/?think>|<\|im_end\|>|<\/s>|<\|User\|>|\nUser: /.test(text))
        expect(takeApart(text)).toEqual({ text })
      }),
    )
  })
})

test('nothing is lost: what was put aside and what is left make up the reply', () => {
  const tags = [
    '<think>',
    '</think>',
    '<|im_end|>',
    '<|im_start|>',
    'user\n',
    '\n',
    'word ',
    '`',
    '</s>',
    '[INST]',
    '[/INST]',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...tags), { maxLength: 30 }), parts => {
      const whole = parts.join('')
      const { text, reasoning = '', removed = [] } = takeApart(whole)
      const words = (part: string): number => part.split('word').length - 1
      const kept = [text, reasoning, ...removed.map(part => part.text)].reduce((sum, part) => sum + words(part), 0)
      expect(kept).toBe(words(whole))
      expect(whole).toContain(text)
    }),
    { numRuns: 2000 },
  )
})

test('taking an answer apart again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('<think>a</think>', ''),
      fc.constantFrom('<|im_end|>', '</s>[INST] x [/INST]', ''),
      (head, tail) => {
        const { text } = takeApart(`${head}Four is right.${tail}`)
        expect(takeApart(text)).toEqual({ text })
      },
    ),
  )
})
