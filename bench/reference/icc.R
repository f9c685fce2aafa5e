# ICC(2,1) and ICC(2,k) with McGraw and Wong's limits by psych::ICC; writes src/stats/fixtures/icc.json.
# Run from this folder: Rscript icc.R
suppressPackageStartupMessages({
  library(psych)
  library(jsonlite)
})
set.seed(12)
cases <- vector("list", 220)
for (i in seq_along(cases)) {
  n <- sample(3:10, 1)
  k <- sample(2:5, 1)
  truth <- rnorm(n, sd = runif(1, 0.3, 3))
  ratings <- round(outer(truth, rnorm(k, sd = runif(1, 0, 1)), "+") + rnorm(n * k), 1)
  result <- suppressWarnings(ICC(ratings, lmer = FALSE, alpha = 0.05)$results)
  single <- result[result$type == "ICC2", ]
  average <- result[result$type == "ICC2k", ]
  cases[[i]] <- list(
    ratings = ratings,
    single = c(single$ICC, single$`lower bound`, single$`upper bound`),
    average = c(average$ICC, average$`lower bound`, average$`upper bound`)
  )
}
madeBy <- paste0(R.version.string, ", psych ", packageVersion("psych"))
lines <- vapply(cases, function(case) as.character(toJSON(case, digits = I(16), auto_unbox = TRUE)), "")
text <- paste0("{\n\"madeBy\":", toJSON(madeBy, auto_unbox = TRUE), ",\n\"icc\":[\n", paste(lines, collapse = ",\n"), "\n]\n}\n")
writeLines(text, "../../src/stats/fixtures/icc.json", sep = "")
cat("icc", length(cases), nchar(text), "bytes\n")
