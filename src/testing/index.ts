/** `xeval/testing`: what tests of plug-ins and of xeval itself stand on. */
export { problemsOfDataset } from './contract/dataset-problems.ts'
export { problemsOfJudge } from './contract/judge-problems.ts'
export type { JudgeSpeech } from './contract/judge-speech.ts'
export { type ProviderTrial, problemsOfProvider } from './contract/provider-problems.ts'
export { problemsOfReport } from './contract/report-problems.ts'
export type { RowFormat } from './contract/row-files.ts'
export { problemsOfSuite } from './contract/suite-problems.ts'
export { type NonInferiority, type XevalMatchers, xevalMatchers } from './matchers.ts'
export { type MockAnswer, type MockModel, mockModel } from './mock-model.ts'
export { type FaultKind, faultKinds, type MockOptions, type MockRequest } from './mock-options.ts'
export type { MockStats } from './mock-stats.ts'
export { generateRequest, modelOptions } from './model-fixtures.ts'
export { type CliOptions, type CliResult, latestRun, runCli, workspace } from './run-cli.ts'
export { type MockEndpoint, startMockEndpoint } from './start-mock-endpoint.ts'
export {
  type ScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
  startScriptedEndpoint,
} from './start-scripted-endpoint.ts'
export { askingJudge, toyBenchmark, toyManifest, toySamples, wordJudge } from './toy.ts'
export { toyInputs } from './toy-report.ts'
