// What the package brings. xeval finds all of it by the package's name: { "plugins": ["xeval-suite-letters"] }.
import { dataset } from './dataset.js'
import { lastNumber, letterModel } from './judges.js'
import { counting } from './provider.js'
import { oneLine } from './report.js'
import { suite } from './suite.js'

export default [suite, dataset, lastNumber, letterModel, counting, oneLine]
