/** `xeval/stats`: the statistics that xeval's verdicts rest on, and those that fit beside them. What each is for: docs/statistics.md. */
export { XevalError } from '../core/errors.ts'
export type { Interval } from '../core/run-result.ts'
export {
  type BootstrapEstimate,
  type BootstrapOptions,
  bootstrapMean,
  bootstrapPairedMean,
  bootstrapTotals,
} from './bootstrap.ts'
export { type BoundedMean, boundedMean, boundedMeanTest } from './bounded-mean.ts'
export { bradleyTerry } from './bradley-terry.ts'
export { bellMcCaffrey, clusterMean, pairedClusterMean } from './clusters.ts'
export { pearson } from './correlation.ts'
export { type CrossedMean, crossedMean } from './crossed.ts'
export { effectiveWilson, pairedShares, type Share as EffectiveShare } from './effective-rate.ts'
export { pairedComponents, questionMeans, type VarianceComponents, varianceComponents } from './epochs.ts'
export type { Estimate } from './estimate.ts'
export {
  countsForRate,
  type FeasiblePaired,
  type FittingCount,
  feasiblePaired,
  type PrintedRate,
  sizesForRate,
} from './feasible.ts'
export { fixedQuestions, type RepeatedQuestions } from './fixed-questions.ts'
export { type Icc, icc } from './icc.ts'
export { jackknifeTotals } from './jackknife.ts'
export { type JudgeError, predictionPoweredMean, roganGladen } from './judge-error.ts'
export { cohenKappa, type KappaOptions } from './kappa.ts'
export { krippendorffInterval, krippendorffNominal, type Ratings } from './krippendorff.ts'
export {
  equivalence,
  equivalenceMean,
  type MarginOptions,
  type MarginTest,
  nonInferiority,
  nonInferiorityMean,
} from './margins.ts'
export { type McNemarTest, mcnemar, mcnemarExact, mcnemarMidP } from './mcnemar.ts'
export { mcnemarPower } from './mcnemar-power.ts'
export { type MeanEstimate, meanInterval, pairedMean, type TestedMean } from './mean.ts'
export { Moments } from './moments.ts'
export { bh, gatekeep, holm } from './multiplicity.ts'
export { PairedMoments } from './paired-moments.ts'
export { newcombePaired, type PairedCounts, pairedDifference, tango, tangoZ } from './paired-proportions.ts'
export { countFalse, partialConjunction } from './partial-conjunction.ts'
export { type PartlyOverlapping, partlyOverlapping } from './partly-overlapping.ts'
export {
  type FlippedStratum,
  type PermutationOptions,
  type PermutationTest,
  signFlipTest,
  stratifiedSignFlipTest,
} from './permutation.ts'
export {
  type DifferenceVariance,
  detectableDifference,
  detectableRateDifference,
  neededPairs,
  neededQuestions,
  type PowerOptions,
  powerOfMean,
} from './power.ts'
export { clopperPearson, wilson } from './proportion.ts'
export type { Seed } from './random.ts'
export { type RaterBootstrap, type RaterBootstrapOptions, raterBootstrap } from './rater-bootstrap.ts'
export { macroScore, type Part, pooledScore } from './suite-score.ts'
export { deltaOf, type OfMeans } from './totals.ts'
export { bowker, type ChisquareTest, stuartMaxwell, type Transitions } from './transitions.ts'
export type { Groups } from './units.ts'
export { fisherExact, newcombeUnpaired, type Share, scoreTest } from './unpaired.ts'
