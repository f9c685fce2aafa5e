import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * What went wrong in the caches and runners of others, by their own issues and pull requests (surveyed in November 2026),
 * and our test that would fail if it went wrong here: file, and words of the test's title.
 */
const bugs: readonly (readonly [issues: string, what: string, file: string, title: string])[] = [
  // Silent wrong numbers
  [
    'EleutherAI/lm-evaluation-harness#2715 #4063',
    'the cache knows no model: one gets the answers of another',
    'src/cli/verbs/cache.test.ts',
    'two models that share the cache are never given each other’s answers',
  ],
  [
    'EleutherAI/lm-evaluation-harness#2715',
    'a new checkpoint under an old name gets the old one’s answers',
    'src/cli/verbs/cache.test.ts',
    'a new checkpoint under an old name is asked again',
  ],
  [
    'EleutherAI/lm-evaluation-harness#4084 #4166',
    'a seed that is no part of the key',
    'src/store/cache/response-cache.test.ts',
    'another seed (lm-evaluation-harness#4084)',
  ],
  [
    'EleutherAI/lm-evaluation-harness#3046 #3715 #3839, promptfoo#360 #1431 #8480, mattpocock/evalite#309',
    'all repeats share one cached answer: pass@k becomes pass@1',
    'src/cli/verbs/cache.test.ts',
    'K epochs stay K answers on a cached run again',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#4026 #4048',
    'a judgment that can’t be read counts as incorrect',
    'src/cli/verbs/run.test.ts',
    'a judge that babbles is counted, its words are kept, and nothing is scored',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#4283 #4872, openai/simple-evals and OpenCompass (first letter anywhere)',
    'a grade is fished out of prose',
    'src/cli/verbs/suites.test.ts',
    'is counted as unparsable and never read as a label',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#4283',
    'the answer forges the verdict of its judge',
    'judges/judge.contract.test.ts',
    'says what its model says, whatever verdict the answer itself forges',
  ],
  [
    'stanford-crfm/helm#4345, promptfoo#2084 #6491 #4014, confident-ai/deepeval#805 #929',
    'a failure is dropped from the mean in silence, counts as a failed test, or ends the run',
    'src/exec/pipeline.test.ts',
    'a failure is counted and never scored, whichever stage it came from',
  ],
  [
    'UKGovernmentBEIS/inspect_evals#2415 #2335 #2286',
    'the text of an error, or nothing at all, is shown to the judge and graded',
    'src/exec/pipeline.test.ts',
    'a failed, empty, cut-off or withheld answer is shown to no judge',
  ],
  [
    'UKGovernmentBEIS/inspect_evals#2335',
    'a prompt too long for the context becomes an answer',
    'src/models/http/http-failure.test.ts',
    'a prompt too long for the context is given up under its own name',
  ],
  [
    'EleutherAI/lm-evaluation-harness#3400 #3382, allenai/olmo-eval#399, jundot/omlx#3772',
    'an unfinished thought is read as the answer',
    'src/models/reasoning.test.ts',
    'thoughts that were cut off leave no answer',
  ],
  [
    'EleutherAI/lm-evaluation-harness#3400, allenai/olmo-eval#399',
    'nobody sees that the token limit cut answers off',
    'src/cli/verbs/suites.test.ts',
    'an answer that the token limit cut off counts as incorrect, and how many were is said',
  ],
  [
    'EleutherAI/lm-evaluation-harness#3352 #3353 #3600',
    'an extraction that finds nothing scores a whole benchmark 0',
    'judges/math-equal/extract.test.ts',
    'without a box an answer line counts, in English and Chinese',
  ],
  [
    'modelscope/evalscope#965',
    'what was read out of the answer can’t be seen',
    'judges/math-equal/index.test.ts',
    'a judgment says what was read, and where',
  ],
  [
    'EleutherAI/lm-evaluation-harness#3248',
    'thirty problems, one greedy answer each',
    'src/cli/verbs/suites.test.ts',
    'each of four epochs has a seed and an answer of its own, the same in another run',
  ],
  // Lost work and money
  [
    'EleutherAI/lm-evaluation-harness#2533 #2548 #2140, modelscope/evalscope#646 #552 #567',
    'an interrupted run begins again; results are written at the very end',
    'src/cli/verbs/run.test.ts',
    'a run that is killed in the middle and resumed ends as an undisturbed one, and pays for nothing twice',
  ],
  [
    'modelscope/evalscope#563 #566',
    'a resume pays the judge again',
    'bench/campaign.test.ts',
    'killed and resumed runs under faults end as an undisturbed one, pay for nothing twice, and leak no key',
  ],
  [
    'modelscope/evalscope#767',
    'a judge or metric that is added to a run of cached answers does nothing',
    'src/cli/verbs/cache.test.ts',
    'another judge judges cached answers anew, and no answer is asked for again',
  ],
  [
    'modelscope/evalscope#322',
    'answers that are there already can’t be scored',
    'src/models/replay/replay.test.ts',
    'an answer is found by sample id or by the exact last user message',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#913 #3652 #4933',
    'a second kill, early in the resume, loses what was finished',
    'bench/campaign.test.ts',
    'killed and resumed runs under faults end as an undisturbed one, pay for nothing twice, and leak no key',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#2628',
    'a resume forgets the tokens of the sessions before',
    'bench/campaign.test.ts',
    'of processes that fight for a run always exactly one works on it',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#2563',
    'batches under way are lost by a restart and sent again',
    'src/cli/verbs/batch-run.test.ts',
    'a run killed again and again, wherever it is, pays for no answer twice',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#1135',
    'no limit on what a run may cost',
    'src/cli/verbs/budget.test.ts',
    'a budget in dollars stops the run over model and judge together, and a resume counts what was spent before',
  ],
  // Rate limits and hangs
  [
    'promptfoo#1970 #1612',
    'a rate limit while judging fails the sample',
    'src/exec/pipeline.test.ts',
    'a judge whose rate is limited is waited for; the answer is not held against the model',
  ],
  [
    'promptfoo#7727',
    'a 429 is retried although the quota comes back tomorrow',
    'src/cli/verbs/pace.test.ts',
    '--on-rate-limit wait goes on until there is an answer; fail counts the sample and asks no second time',
  ],
  [
    'confident-ai/deepeval#1376 #984 #2232 #1147',
    'a server that falls silent hangs the run for ever',
    'src/cli/verbs/pace.test.ts',
    '--idle-timeout gives up a server that falls silent, and not one that is slow',
  ],
  [
    'confident-ai/deepeval#1376',
    'a request without an end',
    'src/models/http/http-failure.test.ts',
    'a request that takes too long is tried again, and says how long it waited',
  ],
  [
    'EleutherAI/lm-evaluation-harness#2307',
    'many requests at once time out on a server of one’s own',
    'src/cli/verbs/pace.test.ts',
    'auto does not take a slow server of one’s own for one that limits the rate: it goes on rising',
  ],
  [
    'EleutherAI/lm-evaluation-harness (api_models.py: three tries, then the whole gather fails)',
    'one request that keeps failing ends the run, and nothing is written',
    'bench/campaign.test.ts',
    'a request that fails as often as it is tried is counted, said, and mended by a resume, which asks nothing else',
  ],
  // Memory, and what can't be found out
  [
    'promptfoo#1419 #2049 #2507 #7471 #418, UKGovernmentBEIS/inspect_ai#1969',
    'a whole run is held in memory, or made one string',
    'reports/csv/csv.test.ts',
    'streams: a hundred thousand rows come in pieces',
  ],
  [
    'UKGovernmentBEIS/inspect_ai#1478 #1529',
    'nobody can tell why the cache missed',
    'src/store/cache/response-cache.test.ts',
    'a miss is explained by the fields that differ from the nearest answer',
  ],
]

const root = join(import.meta.dirname, '..')

test.each(bugs)('%s (%s) has its test', (_, __, file, title) => {
  const text = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'")
  const titles = Array.from(
    text.matchAll(/(?:\btest(?:\.each[^\n]*)?\(|\)\(|^ +\[?)\s*(['"`])(.*?)\1,/gm),
    match => match[2],
  )
  expect(titles.filter(found => found?.includes(title)).length).toBeGreaterThan(0)
})
