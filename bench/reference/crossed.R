# Means over questions and raters: lmer(y ~ 1 + (1 | question) + (1 | rater)) with lmerTest's Satterthwaite degrees of freedom where no rating is
# missing; where some are, the sums of squares and tr(BVBV) with every matrix written out. Writes src/stats/fixtures/crossed.json.
# Run from this folder: Rscript crossed.R
suppressPackageStartupMessages({
  library(lmerTest)
  library(jsonlite)
})
set.seed(20261127)
draw <- function(n, k) {
  round(outer(rnorm(n, 2, runif(1, 0.5, 4)), rnorm(k, 0, runif(1, 0.5, 3)), "+") + rnorm(n * k, 0, runif(1, 0.5, 3)), 1)
}
complete <- list()
while (length(complete) < 200) {
  n <- sample(4:40, 1)
  k <- sample(2:6, 1)
  y <- draw(n, k)
  d <- data.frame(y = as.vector(y), q = factor(rep(1:n, k)), r = factor(rep(1:k, each = n)))
  fit <- suppressMessages(suppressWarnings(lmer(y ~ 1 + (1 | q) + (1 | r), d, control = lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-14)))))
  components <- as.data.frame(VarCorr(fit))$vcov
  # On the border of the parameters lmerTest's numerical derivatives mean nothing; the test file has such a case by hand.
  if (min(components) < 1e-4) next
  found <- coef(summary(fit))
  complete[[length(complete) + 1]] <- list(values = y, value = found[1, 1], se = found[1, 2], df = found[1, 3])
}
gaps <- list()
while (length(gaps) < 200) {
  n <- sample(4:12, 1)
  k <- sample(2:5, 1)
  y <- draw(n, k)
  y[sample(n * k, sample(1:(n * k %/% 3), 1))] <- NA
  if (any(rowSums(!is.na(y)) == 0) || any(colSums(!is.na(y)) == 0)) next
  at <- which(!is.na(y), arr.ind = TRUE)
  v <- y[at]
  N <- length(v)
  Z <- diag(n)[at[, 1], ]
  W <- diag(k)[at[, 2], ]
  if (N <= n) next
  A <- list(diag(N) - Z %*% solve(crossprod(Z)) %*% t(Z), diag(N) - W %*% solve(crossprod(W)) %*% t(W), diag(N) - matrix(1 / N, N, N))
  K <- list(tcrossprod(Z), tcrossprod(W), diag(N))
  expected <- sapply(K, function(K) sapply(A, function(A) sum(A * K)))
  if (abs(det(expected)) < 1e-6) next
  inverse <- solve(expected)
  S <- sapply(A, function(A) drop(t(v) %*% A %*% v))
  sigma <- drop(inverse %*% S)
  if (any(sigma <= 1e-6)) next
  w <- drop(Z %*% (1 / colSums(Z))) / n
  weights <- sapply(K, function(K) drop(t(w) %*% K %*% w))
  variance <- sum(weights * sigma)
  means <- tapply(v, at[, 1], mean)
  if (variance <= var(means) / n) next
  cs <- drop(weights %*% inverse)
  B <- Reduce(`+`, Map(`*`, A, cs))
  V <- Reduce(`+`, Map(`*`, K, sigma))
  BV <- B %*% V
  gaps[[length(gaps) + 1]] <- list(values = y, value = sum(w * v), se = sqrt(variance), df = variance^2 / sum(BV * t(BV)))
}
lines <- function(cases) paste(vapply(cases, function(case) as.character(toJSON(case, digits = I(16), auto_unbox = TRUE, na = "null")), ""), collapse = ",\n")
madeBy <- paste0(R.version.string, ", lme4 ", packageVersion("lme4"), ", lmerTest ", packageVersion("lmerTest"))
text <- paste0("{\n\"madeBy\":", toJSON(madeBy, auto_unbox = TRUE), ",\n\"complete\":[\n", lines(complete), "\n],\n\"gaps\":[\n", lines(gaps), "\n]\n}\n")
writeLines(text, "../../src/stats/fixtures/crossed.json", sep = "")
cat("crossed", length(complete), length(gaps), nchar(text), "bytes\n")
