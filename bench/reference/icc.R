# ICC(2,1) and ICC(2,k) with McGraw and Wong's limits by psych::ICC; writes src/stats/fixtures/icc.json.
# Run from this folder: Rscript icc.R
suppressPackageStartupMessages({
  library(psych)
  library(jsonlite)
})
set.seed(12)
cases <- vector("list", 220)
i <- 1
# Below 0 psych lets Satterthwaite's degrees of freedom fall to 0; src/stats/icc.ts does not, so cases stay at 0 and above.
while (i <= length(cases)) {
  n <- sample(3:10, 1)
  k <- sample(2:5, 1)
  truth <- rnorm(n, sd = runif(1, 0.3, 3))
  ratings <- round(outer(truth, rnorm(k, sd = runif(1, 0, 1)), "+") + rnorm(n * k), 1)
  result <- suppressWarnings(ICC(ratings, lmer = FALSE, alpha = 0.05)$results)
  single <- result[result$type == "ICC2", ]
  if (single$ICC < 0) next
  average <- result[result$type == "ICC2k", ]
  # As src/stats/icc.ts does: cut at -1, also where the step-up to k raters has passed its pole.
  step_up <- function(r) ifelse(1 + (k - 1) * r > 0, pmax(-1, k * r / (1 + (k - 1) * r)), -1)
  limits <- c(single$ICC, single$`lower bound`, single$`upper bound`)
  from_psych <- c(average$ICC, average$`lower bound`, average$`upper bound`)
  stopifnot(all(abs(step_up(limits) - from_psych) < 1e-6 | step_up(limits) == -1))
  cases[[i]] <- list(
    ratings = ratings,
    single = pmax(-1, limits),
    average = step_up(limits)
  )
  i <- i + 1
}
madeBy <- paste0(R.version.string, ", psych ", packageVersion("psych"))
lines <- vapply(cases, function(case) as.character(toJSON(case, digits = I(16), auto_unbox = TRUE)), "")
text <- paste0("{\n\"madeBy\":", toJSON(madeBy, auto_unbox = TRUE), ",\n\"icc\":[\n", paste(lines, collapse = ",\n"), "\n]\n}\n")
writeLines(text, "../../src/stats/fixtures/icc.json", sep = "")
cat("icc", length(cases), nchar(text), "bytes\n")
