/**
 * Chinese SimpleQA's other grader: the template of its fork of simple-evals, after the Chinese system message that its
 * demonstration gives to the grader. The leaderboard uses `chinese-simpleqa-grader`.
 */
import { pythonConstant } from 'xeval'
import { citation } from 'xeval/judges/chinese-simpleqa-grader'
import { authorsGrader, checkHoles } from 'xeval/judges/simpleqa-grader'

const commit = '8b1aa9ebc5b91092356eb61f20f355c5993e6ce5'

export default authorsGrader({
  name: 'chinese-simpleqa-eval-grader',
  description:
    'Correct, incorrect or not attempted by any model, in the words of Chinese SimpleQA’s simple-evals script',
  citation,
  upstream: {
    files: [
      {
        name: 'chinese_simpleqa_eval.py',
        url: `https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/${commit}/chinese_simpleqa_eval.py`,
        sha256: 'd3b980e84155cf6aa2672bdc1995df6fd5e2ef4544f6a2fa92449174b582b142',
      },
      {
        name: 'chat_completion_sampler.py',
        url: `https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/${commit}/sampler/chat_completion_sampler.py`,
        sha256: '92e3e26013fb078168689341ae4404160c3bb684f730a95fa23dd05fcfea85f5',
      },
    ],
    commit: commit.slice(0, 7),
    extract: (script = '', sampler = '') => ({
      grader: checkHoles(pythonConstant(script, 'GRADER_TEMPLATE'), 'GRADER_TEMPLATE'),
      system: pythonConstant(sampler, 'OPENAI_SYSTEM_MESSAGE_API_CN'),
    }),
  },
  user: () => 'grader',
  system: 'system',
  maxTokens: 1024,
})
