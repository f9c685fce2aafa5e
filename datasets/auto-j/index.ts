/** Auto-J's test queries (Li et al., 2023, https://arxiv.org/abs/2310.05470): four in each of 58 real-life scenarios. */
import { type DatasetCard, defineDataset } from 'xeval'
import { parseSingle } from './single.ts'

export { type ScenarioGroup, scenarioGroups } from './scenarios.ts'
export { parseSingle }

/** The authors' repository at the commit that the files are pinned to. */
export const autoJFiles =
  'https://raw.githubusercontent.com/GAIR-NLP/auto-j/2ae17a3965d933232e9cd50302aa0f176249c83b/data/test'

export const autoJCard: DatasetCard = {
  title: 'Auto-J test set, single response',
  source: 'https://github.com/GAIR-NLP/auto-j',
  licence: 'None stated by the authors; most queries are from lmsys/chatbot_arena_conversations',
  citation: `@inproceedings{li2024generative,
  title = {Generative Judge for Evaluating Alignment},
  author = {Li, Junlong and Sun, Shichao and Yuan, Weizhe and Fan, Run-Ze and Zhao, Hai and Liu, Pengfei},
  booktitle = {The Twelfth International Conference on Learning Representations},
  year = {2024}
}`,
  languages: ['en'],
}

export default defineDataset({
  name: 'auto-j',
  version: 1,
  description: '228 user queries from 58 scenarios in 8 groups, English',
  card: autoJCard,
  file: {
    kind: 'pinned',
    name: 'testdata_critique.jsonl',
    url: `${autoJFiles}/testdata_critique.jsonl`,
    sha256: '4d51956bd5015b2cf9d62c98a5b068a3d5b8153a6783c05d35f360931ff7234a',
    bytes: 929_136,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['group', 'scenario', 'planning'],
  parse: path => parseSingle('auto-j', 'en', path),
})
