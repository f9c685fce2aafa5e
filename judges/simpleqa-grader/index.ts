/** SimpleQA's grader in its authors' words (Wei et al., 2024, https://arxiv.org/abs/2411.04368). */
import { pythonConstant } from 'xeval'
import { authorsGrader, checkHoles } from './authors-grader.ts'

export { type AuthorsGrader, authorsGrader, checkHoles } from './authors-grader.ts'
export { readGrade, readGradeAsUpstream } from './grade.ts'

const commit = 'ee3b0318d8d1d9d72755a4120879be65f7c07e9e'

export default authorsGrader({
  name: 'simpleqa-grader',
  description: 'Correct, incorrect or not attempted, by any model with the prompt of SimpleQA’s authors',
  citation: `@article{wei2024simpleqa,
  title = {Measuring short-form factuality in large language models},
  author = {Wei, Jason and Karina, Nguyen and Chung, Hyung Won and Jiao, Yunxin Joy and Papay, Spencer and Glaese, Amelia and Schulman, John and Fedus, William},
  journal = {arXiv preprint arXiv:2411.04368},
  year = {2024}
}`,
  upstream: {
    files: [
      {
        name: 'simpleqa_eval.py',
        url: `https://raw.githubusercontent.com/openai/simple-evals/${commit}/simpleqa_eval.py`,
        sha256: 'd61a8f97132b29f6fe5d264dd9d619407ea14421525827fabd4cc21162e35c29',
      },
      {
        name: 'chat_completion_sampler.py',
        url: `https://raw.githubusercontent.com/openai/simple-evals/${commit}/sampler/chat_completion_sampler.py`,
        sha256: 'd9d7568ad5b04379342b7f269a6028c6945c518bc8baa56969aad035afc8d435',
      },
    ],
    commit: commit.slice(0, 7),
    extract: (script = '', sampler = '') => ({
      grader: checkHoles(pythonConstant(script, 'GRADER_TEMPLATE'), 'GRADER_TEMPLATE'),
      // What their main script gives to the grader's sampler.
      system: pythonConstant(sampler, 'OPENAI_SYSTEM_MESSAGE_API'),
    }),
  },
  user: () => 'grader',
  system: 'system',
  maxTokens: 2048,
})
