/**
 * Sentences of a plain or folded text, a question mark kept; initials (`J. R. R.`), titles and decimals don't end one. Also what stands
 * between semicolons.
 */
export const sentences = (text: string): string[] =>
  text
    .split(
      /(?<![.!])(?<!(?<!\p{L})(?:\p{L}|mt|st|dr|mr|mrs|ms|prof|no|vs|jr|sr|inc|ca|approx|gen|col|lt|sgt|capt|ltd|co|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))[.!]+(?=\s|$)|(?<=\?)|[。!](?=\P{P}|$)|[\n;]/iu,
    )
    .map(sentence => sentence.trim())
    .filter(sentence => /[\p{L}\p{N}]/u.test(sentence))

/** Clauses of a sentence: what stands between commas, colons, dashes and brackets, and before `and`, `but`, `while` … */
export const clauses = (sentence: string): string[] =>
  sentence
    .split(
      /, ?|: |[;()\n]| - |(?= (?:and|but|while|whereas|though|although|however|because|since|which|who) )|(?<=[\p{Script=Han}\d])(?=而(?!不|非)|但(?!是)|但是)/u,
    )
    .map(clause => clause.trim())
    .filter(clause => /[\p{L}\p{N}]/u.test(clause))
