/** Every kind of instruction by the name that the data has for it. */
import { countRules } from './ifbench/count.ts'
import { customRules } from './ifbench/custom.ts'
import { layoutRules } from './ifbench/layout.ts'
import { markRules } from './ifbench/marks.ts'
import { ratioRules } from './ifbench/ratio.ts'
import { repeatRules } from './ifbench/repeat.ts'
import { sentenceRules } from './ifbench/sentence.ts'
import { wordRules } from './ifbench/words.ts'
import { caseRules } from './ifeval/case.ts'
import { contentRules } from './ifeval/content.ts'
import { formatRules } from './ifeval/format.ts'
import { keywordRules } from './ifeval/keywords.ts'
import { lengthRules } from './ifeval/length.ts'
import { wholeRules } from './ifeval/whole.ts'
import type { Rule } from './rule.ts'

/** The 25 of IFEval. */
export const ifevalRules: Readonly<Record<string, Rule>> = {
  ...keywordRules,
  ...lengthRules,
  ...formatRules,
  ...contentRules,
  ...caseRules,
  ...wholeRules,
}

/** The 58 of IFBench. */
export const ifbenchRules: Readonly<Record<string, Rule>> = {
  ...countRules,
  ...ratioRules,
  ...wordRules,
  ...sentenceRules,
  ...layoutRules,
  ...markRules,
  ...repeatRules,
  ...customRules,
}

export const rules: ReadonlyMap<string, Rule> = new Map([
  ...Object.entries(ifevalRules),
  ...Object.entries(ifbenchRules),
])
