/** The Chinese version of Auto-J's single-response test set, machine-translated by its authors. */
import { defineDataset } from 'xeval'
import { autoJCard, autoJFiles, parseSingle } from 'xeval/datasets/auto-j'

export default defineDataset({
  name: 'auto-j-zh',
  version: 1,
  description: '232 user queries from 58 scenarios in 8 groups, Chinese',
  card: { ...autoJCard, title: 'Auto-J test set, single response, Chinese', languages: ['zh'] },
  file: {
    kind: 'pinned',
    name: 'zh_testdata_critique.jsonl',
    url: `${autoJFiles}/zh_testdata_critique.jsonl`,
    sha256: '5d0a6b9f15503d6370701ee4780e40a8ace04fcb9dfa476d71b81015d02b7f8a',
    bytes: 743_591,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['group', 'scenario', 'planning'],
  parse: path => parseSingle('auto-j-zh', 'zh', path),
})
