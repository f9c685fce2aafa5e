import { detectBold, detectHeading, detectList, detectTable } from './detect/formatting.ts'
import { detectHedging } from './detect/hedging.ts'
import { detectOtherLanguage } from './detect/language.ts'
import { detectPremiseRejected } from './detect/premise.ts'
import { detectReflection } from './detect/reflection.ts'
import { detectRefusal } from './detect/refusal.ts'
import { detectRepetition } from './detect/repetition.ts'
import { detectToolClaim } from './detect/tool-claim.ts'
import type { Detector } from './detector.ts'

/** Every behaviour, in the order of the tables. */
export const detectors: readonly Detector[] = [
  {
    name: 'other-language',
    title: { en: 'Other language', zh: '语言不一致' },
    description: {
      en: 'The answer is in another language than the question, which did not ask for that.',
      zh: '回答所用的语言与提问不同，而提问并未要求换用其他语言。',
    },
    detect: detectOtherLanguage,
  },
  {
    name: 'repetition',
    title: { en: 'Repetition loop', zh: '循环重复' },
    description: {
      en: 'The answer runs in a loop: the same words or sentences again and again.',
      zh: '回答陷入循环，反复输出相同的词语或句子。',
    },
    detect: detectRepetition,
  },
  {
    name: 'refusal',
    title: { en: 'Refusal', zh: '拒答' },
    description: {
      en: 'The answer declines to do what was asked. Not knowing is no refusal.',
      zh: '回答拒绝按要求去做。只是不知道答案不算拒答。',
    },
    detect: detectRefusal,
  },
  {
    name: 'hedging',
    title: { en: 'Hedging', zh: '含糊其辞' },
    description: {
      en: 'The answer says that it may be wrong: the speaker’s own doubt, not that things vary.',
      zh: '回答表示自己可能有误：是回答者本身没有把握，而不是事情本来就不一定。',
    },
    detect: detectHedging,
  },
  {
    name: 'reflection',
    title: { en: 'Reflection, backtracking', zh: '反思与回溯' },
    description: {
      en: 'The text turns back on itself: it stops, checks, doubts or takes back what it just said.',
      zh: '文本回过头来检查、怀疑、重新考虑或收回刚说过的内容。',
    },
    detect: detectReflection,
  },
  {
    name: 'tool-claim',
    title: { en: 'Pretended tool use', zh: '虚称使用工具' },
    description: {
      en: 'The answer pretends to have used a tool that it did not have: a search, a look-up, a run of code, or links given as its sources.',
      zh: '回答声称使用了并未提供的工具：搜索、查询、运行代码，或把链接当作来源给出。',
    },
    detect: detectToolClaim,
  },
  {
    name: 'premise-rejected',
    title: { en: 'Premise rejected', zh: '指出前提错误' },
    description: {
      en: 'The answer rejects what the question takes for granted or what the user says they believe.',
      zh: '回答指出提问所依据的前提或用户自称相信的说法不成立。',
    },
    detect: detectPremiseRejected,
  },
  {
    name: 'list',
    title: { en: 'List', zh: '列表' },
    description: { en: 'The answer has a list of two items or more.', zh: '回答中有两项或更多项的列表。' },
    detect: detectList,
  },
  {
    name: 'heading',
    title: { en: 'Heading', zh: '标题' },
    description: { en: 'The answer has a Markdown heading.', zh: '回答中有 Markdown 标题。' },
    detect: detectHeading,
  },
  {
    name: 'table',
    title: { en: 'Table', zh: '表格' },
    description: { en: 'The answer has a table.', zh: '回答中有表格。' },
    detect: detectTable,
  },
  {
    name: 'bold',
    title: { en: 'Bold', zh: '加粗' },
    description: { en: 'The answer has words in bold.', zh: '回答中有加粗的文字。' },
    detect: detectBold,
  },
]
