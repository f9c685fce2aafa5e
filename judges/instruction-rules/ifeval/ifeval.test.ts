import { expectExamples } from '../fixtures/examples.ts'
import { ifevalExamples } from '../fixtures/ifeval-examples.ts'
import { ifevalRules } from '../rules.ts'

expectExamples(ifevalRules, ifevalExamples)
