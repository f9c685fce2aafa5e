/**
 * Whether an answer follows the instructions that its prompt states, each by a rule: those of IFEval (Zhou et al., 2023,
 * https://arxiv.org/abs/2311.07911) and of IFBench (Pyatkin et al., 2025, https://arxiv.org/abs/2507.02833). The rules are ours;
 * docs/instructions.md says how often they agree with the authors'.
 */
import { defineJudge } from 'xeval'
import { follow } from './follow.ts'
import { instructionsOf } from './instructions.ts'
import { wordVerdicts } from './verdicts.ts'

export { instructionsOf } from './instructions.ts'
export { type InstructionVerdict, readVerdicts } from './verdicts.ts'

export type InstructionLabel = 'followed' | 'followed-loosely' | 'not-followed'

export default defineJudge<InstructionLabel>({
  name: 'instruction-rules',
  version: 1,
  description:
    'Whether an answer follows all instructions of its prompt, each by a rule, strictly or loosely, with no model',
  scale: ['followed', 'followed-loosely', 'not-followed'],
  model: 'none',
  prompts: [],
  caution: {
    en: 'checks form only: an answer that keeps to every instruction may still be wrong, or say nothing',
    zh: '只检查形式；遵循了全部指令的回答仍可能是错的，或言之无物。',
  },
  async judge({ sample, completion }) {
    const instructions = instructionsOf(sample)
    const prompt = sample.input.findLast(({ role }) => role === 'user')?.content ?? ''
    const followings = follow(instructions, prompt, completion.text)
    const verdicts = instructions.map(({ id }, at) => ({ id, following: followings[at] ?? 'not' }))
    const label = followings.includes('not')
      ? 'not-followed'
      : followings.includes('loosely')
        ? 'followed-loosely'
        : 'followed'
    return { label, rationale: wordVerdicts(verdicts), via: 'rules', raw: '' }
  },
})
