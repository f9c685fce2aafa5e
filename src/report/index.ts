/** `xeval/report`: what reports are made of: documents as blocks, words in both languages, figures. */
export { adjustedColumn, adjustment, levelText } from './adjustment.ts'
export { answerWords } from './answer-words.ts'
export { cautionLines, whoAnswered } from './caution-lines.ts'
export { countsByKind, type KindCounting, type KindWords } from './counts-by-kind.ts'
export { cutOffText, isMuchCutOff } from './cut-off.ts'
export { decisionNotes, endpointName, seriesNotes, shortNotes } from './decision-notes.ts'
export { behaviourBlocks, behaviourRows, judgedBy } from './document/behaviour.ts'
export { type BehaviourWords, behaviourWords } from './document/behaviour-words.ts'
export { type Block, filled, type Inline, inlines, type Text } from './document/block.ts'
export { causesOf, causeText } from './document/causes.ts'
export { detailBlocks, summaryBlocks, verdictText } from './document/comparison.ts'
export { documentOf } from './document/document.ts'
export { answerOf, labelOf, rationaleOf } from './document/flip-list.ts'
export { leaderboardSummary, leaderboardTable } from './document/leaderboard.ts'
export { type LeaderboardWords, leaderboardWords } from './document/leaderboard-words.ts'
export { dataList, judgeList, methodsParagraph, promptList } from './document/methods.ts'
export { methodsWords } from './document/methods-words.ts'
export { columnSentences, deltaOf, publishedBlocks, rangeOf, sizeOf, summaryOf } from './document/published.ts'
export { type PublishedWords, publishedWords } from './document/published-words.ts'
export { benchmarkBlocks, seriesDetails, seriesSummary } from './document/series.ts'
export {
  decimal,
  difference,
  differenceRange,
  differenceWithInterval,
  figure,
  pValue,
  signed,
  withInterval,
} from './figures.ts'
export { type Html, html } from './html-text.ts'
export {
  cautionsIn,
  differencesIn,
  missingIn,
  noteIn,
  reasonIn,
  suiteSize,
  warningsIn,
} from './in-words.ts'
export { methodNames } from './method-names.ts'
export { oneLine } from './one-line.ts'
export { type ChartAxis, type ChartCurve, type CurvesChart, curvesChart } from './plot/curves-chart.ts'
export { intervalPlot } from './plot/interval-plot.ts'
export { linearScale, logScale, type Scale } from './plot/scale.ts'
export { seriesChart } from './plot/series-chart.ts'
export { type AnalysisData, type WithAnalyses, withAnalyses } from './result-document.ts'
export { shorten } from './shorten.ts'
export { displayWidth, pad, type TableStyle, textTable } from './text-table.ts'
export { verdictName } from './verdict-words.ts'
export { type Words, words } from './words.ts'
