import { expectExamples } from '../fixtures/examples.ts'
import { ifbenchExamples } from '../fixtures/ifbench-examples.ts'
import { ifbenchRules } from '../rules.ts'

expectExamples(ifbenchRules, ifbenchExamples)
