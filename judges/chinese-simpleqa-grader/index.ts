/**
 * Chinese SimpleQA's grader as its published leaderboard runs it (He et al., 2024, https://arxiv.org/abs/2411.07140): a
 * system sentence and a prompt in the sample's language.
 */
import { pythonConstant, pythonListStrings, XevalError } from 'xeval'
import { authorsGrader, checkHoles } from 'xeval/judges/simpleqa-grader'

const commit = '8b1aa9ebc5b91092356eb61f20f355c5993e6ce5'

export const citation = `@article{he2024chinesesimpleqa,
  title = {Chinese {SimpleQA}: A Chinese Factuality Evaluation for Large Language Models},
  author = {He, Yancheng and Li, Shilong and Liu, Jiaheng and Tan, Yingshui and Wang, Weixun and others},
  journal = {arXiv preprint arXiv:2411.07140},
  year = {2024}
}`

export default authorsGrader({
  name: 'chinese-simpleqa-grader',
  description: 'Correct, incorrect or not attempted by any model, as Chinese SimpleQA’s leaderboard asks',
  citation,
  upstream: {
    files: [
      {
        name: 'chinese_simpleqa_easy.py',
        url: `https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/${commit}/judge/chinese_simpleqa_easy.py`,
        sha256: '08f8651f4b6ca474fa6afd720fb557bd7aca8fbadb6084944ae1e1e09566ac3f',
      },
    ],
    commit: commit.slice(0, 7),
    extract: (script = '') => ({
      zh: checkHoles(pythonConstant(script, 'judge_prompt'), 'judge_prompt'),
      en: checkHoles(pythonConstant(script, 'judge_prompt_en'), 'judge_prompt_en'),
      system: systemSentence(pythonListStrings(script, 'messages')),
    }),
  },
  user: language => (language === 'zh' ? 'zh' : 'en'),
  system: 'system',
})

/** Of `{"role": "system", "content": "…"}, …` as its strings in order. */
function systemSentence(strings: readonly string[]): string {
  const sentence = strings[strings.indexOf('content', strings.indexOf('system')) + 1]
  if (strings.includes('system') && strings.includes('content') && sentence !== undefined) return sentence
  throw new XevalError('template', '`messages` in chinese_simpleqa_easy.py has no system message of a literal string', {
    hint: 'The authors’ file is not the version that this judge was written for; please report this.',
  })
}
