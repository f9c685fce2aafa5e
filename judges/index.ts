import type { Judge } from 'xeval'

/** Short names of judges. */
export const judgeAliases: Readonly<Record<string, string>> = {
  exact: 'answer-exact',
  choice: 'choice-match',
  number: 'number-match',
  regex: 'regex-match',
  json: 'json-match',
  math: 'math-equal',
  rubric: 'rubric-llm',
}

/** name → the folder's default export, imported only when it is asked for. */
export const judges: Record<string, () => Promise<{ default: Judge }>> = {
  'auto-j': () => import('./auto-j/index.ts'),
  human: () => import('./human/index.ts'),
  'rating-llm': () => import('./rating-llm/index.ts'),
  'math-equal': () => import('./math-equal/index.ts'),
  'safety-j': () => import('./safety-j/index.ts'),
  'safety-llm': () => import('./safety-llm/index.ts'),
  'refusal-rules': () => import('./refusal-rules/index.ts'),
  refusal: () => import('./refusal/index.ts'),
  'refusal-llm': () => import('./refusal-llm/index.ts'),
  'answer-match': () => import('./answer-match/index.ts'),
  'answer-exact': () => import('./answer-exact/index.ts'),
  cascade: () => import('./cascade/index.ts'),
  'simpleqa-grader': () => import('./simpleqa-grader/index.ts'),
  'chinese-simpleqa-grader': () => import('./chinese-simpleqa-grader/index.ts'),
  'chinese-simpleqa-eval-grader': () => import('./chinese-simpleqa-eval-grader/index.ts'),
  'number-match': () => import('./number-match/index.ts'),
  'choice-match': () => import('./choice-match/index.ts'),
  'regex-match': () => import('./regex-match/index.ts'),
  'json-match': () => import('./json-match/index.ts'),
  'rubric-llm': () => import('./rubric-llm/index.ts'),
  'instruction-rules': () => import('./instruction-rules/index.ts'),
}
