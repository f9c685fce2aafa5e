/**
 * General quality before and after fine-tuning, after the general columns of Table 2 of O1 Replication Journey, Part 2
 * (Huang et al., 2024) https://arxiv.org/abs/2411.16489: three experts' ratings of 50 answers each.
 *
 *     xeval run general --before REF --after REF      then: xeval rate BEFORE AFTER --rater A --rater B --rater C
 */
import { defineSuite } from 'xeval'
import autoJ from './auto-j.ts'
import autoJZh from './auto-j-zh.ts'
import lima from './lima.ts'

export default defineSuite({
  name: 'general',
  version: 1,
  title: 'General',
  description: 'Human ratings (0–100) of answers to everyday requests',
  benchmarks: [autoJ, autoJZh, lima],
})
