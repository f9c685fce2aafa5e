import { sha256 } from '../core/hash.ts'
import { wordsOf } from '../overlap/tokenise.ts'

/** Tells rows that were there before, by their words: case, spacing and punctuation don't count. A row takes some two hundred bytes. */
export function makeSeen(): (question: string, response: string) => 'duplicate' | 'same-question' | undefined {
  const questions = new Set<number>()
  const rows = new Set<number>()
  return (question, response) => {
    const asked = wordsOf(question).join(' ')
    const [ask, row] = [digest(asked), digest(`${asked}\u0000${wordsOf(response).join(' ')}`)]
    const [isAsked, isThere] = [questions.has(ask), rows.has(row)]
    questions.add(ask)
    rows.add(row)
    return isThere ? 'duplicate' : isAsked ? 'same-question' : undefined
  }
}

/** 52 bits: among ten million rows two are equal by chance once in a hundred files. */
const digest = (text: string): number => Number.parseInt(sha256(text).slice(0, 13), 16)
