/** The public API: all that a plug-in may import, as the bare name `xeval`. */
export type { Analysis, AnalysisArm } from './core/analysis.ts'
export { API_VERSION } from './core/api.ts'
export type { BatchService, BatchStatus, BatchSubmission } from './core/batch.ts'
export type { Behaviour } from './core/behaviour.ts'
export { type Benchmark, defineBenchmark } from './core/benchmark.ts'
export type { BenchmarkComparison, Comparison, MetricComparison, Verdict } from './core/comparison.ts'
export type { Completion, FinishReason, Usage } from './core/completion.ts'
export { type Dataset, type DatasetCard, defineDataset, type PinnedFile } from './core/dataset.ts'
export { NotJudgedYet, UnparsableReply, XevalError } from './core/errors.ts'
export { fence, fenceAll } from './core/fence.ts'
export { type Formula, formula, type TotalsFunction } from './core/formula.ts'
export { sha256, stableId } from './core/hash.ts'
export { type IdLines, makeIdLines } from './core/id-lines.ts'
export {
  defineJudge,
  type HumanRating,
  type Judge,
  type JudgeContext,
  type JudgeQuestion,
  type JudgeSettings,
  judgeSettings,
  type UpstreamTemplate,
} from './core/judge.ts'
export { judgeFromFunction, judgeFromScorer } from './core/judge-from-function.ts'
export type { PlainJudge } from './core/judge-from-plain.ts'
export type { Judgment, Label } from './core/judgment.ts'
export type { Agreement, Leaderboard, LeaderboardEntry } from './core/leaderboard.ts'
export { askTwice, type LlmJudge, llmJudge, parseVerdict } from './core/llm-judge.ts'
export type { Manifest } from './core/manifest.ts'
export { type Direction, type MeanMetric, type Metric, mean, type Row, rate, type TotalsMetric } from './core/metric.ts'
export type { Outcome } from './core/outcome.ts'
export { makePrompt, type Prompt } from './core/prompt.ts'
export {
  type BatchDialect,
  defineProvider,
  type GenerateRequest,
  type Model,
  type ModelIdentity,
  type ModelOptions,
  type Provider,
  type Reply,
} from './core/provider.ts'
export { ProviderError } from './core/provider-error.ts'
export type { ComparedColumn, PublishedComparison, PublishedVerdict, SizeCheck } from './core/published.ts'
export type { JudgmentRecord, OutputRecord, SampleRecord } from './core/records.ts'
export { type Remark, remarkText } from './core/remark.ts'
export {
  type BehaviourInput,
  type ComparisonInput,
  defineReport,
  type Flip,
  type LeaderboardInput,
  type PublishedInput,
  type Report,
  type ReportInput,
  type ReportOptions,
  type RunInput,
  type SeriesInput,
} from './core/report.ts'
export type { ReportRow, ReportRows } from './core/report-row.ts'
export { makeRng, type Rng, shuffle } from './core/rng.ts'
export type { BenchmarkResult, Interval, MetricResult, RunResult } from './core/run-result.ts'
export type { RunItem } from './core/run-store.ts'
export type { Message, Sample } from './core/sample.ts'
export type { Series, SeriesBenchmark } from './core/series.ts'
export { type Config, defineConfig } from './core/settings.ts'
export { defineSuite, type Suite } from './core/suite.ts'
export type { TableFormat, TableReading } from './core/table-reading.ts'
export type { WrittenTask } from './core/task-file.ts'
export { type Language, said, type Wording } from './core/wording.ts'
export { type ComparisonOptions, compare, type RunName } from './library/compare.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './library/evaluate.ts'
export type { EvaluatedRun, EvaluationResult } from './library/evaluation-result.ts'
export { type OpenedRun, openRun } from './library/open-run.ts'
export type { RunEvent, StopReason } from './run/events.ts'
export { type CsvOptions, type Delimiter, readCsv } from './sources/csv.ts'
export { readJsonArray } from './sources/json-array.ts'
export { readJsonl } from './sources/jsonl.ts'
export { readLines } from './sources/lines.ts'
export { loadPrompt } from './sources/load-prompt.ts'
export { malformed, type SourceRow } from './sources/malformed.ts'
export { type PythonValue, pythonDict } from './sources/python/python-dict.ts'
export { fillHoles, pythonFormat } from './sources/python/python-format.ts'
export { type PythonText, pythonConstant, pythonFStrings, pythonListStrings } from './sources/python/python-literal.ts'
export { readingOf, readRows, type TableOptions } from './sources/table.ts'
export { covarianceOf, type JointFigure, jointBootstrap } from './stats/joint-bootstrap.ts'
export { majAtEveryK, majAtK, type Votes } from './stats/maj-at-k.ts'
export { passAtK } from './stats/pass-at-k.ts'
