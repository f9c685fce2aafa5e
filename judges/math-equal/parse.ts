import { type Expression, type FunctionName, isFunctionName, negated } from './expression.ts'
import { isGreek, numberOf } from './symbols.ts'
import { type Token, tokenise, Unreadable } from './tokens.ts'

/** Reads a normalised LaTeX or plain-text expression. Linear in its length; throws `Unreadable`. */
export function parse(text: string): Expression {
  const parser = new Parser(tokenise(text))
  const expression = parser.sum()
  parser.end()
  return expression
}

/** Recursive descent, one method a level of precedence; juxtaposition multiplies. */
class Parser {
  private at = 0
  private depth = 0
  private bars = 0

  private readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  end(): void {
    if (this.at < this.tokens.length) throw new Unreadable(`unexpected ${this.tokens[this.at]?.text}`)
  }

  sum(): Expression {
    if (++this.depth > deepest) throw new Unreadable('too deep')
    const terms: Expression[] = []
    let sign = this.sign()
    do {
      const term = this.product()
      terms.push(sign < 0 ? negated(term) : term)
      sign = this.sign()
    } while (sign !== 0)
    this.depth--
    return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: 'sum', terms }
  }

  /** Any run of signs: 0 where there is none and something has been read before. */
  private sign(): number {
    let sign = 0
    for (;;) {
      if (this.take('sign', '+')) sign = sign || 1
      else if (this.take('sign', '-')) sign = -(sign || 1)
      else return sign
    }
  }

  private product(): Expression {
    let left = this.unary()
    for (;;) {
      if (this.take('sign', '*') || this.take('command', 'cdot') || this.take('command', 'times')) {
        left = { kind: 'product', factors: [left, this.unary()] }
      } else if (this.take('sign', '/') || this.take('command', 'div')) {
        left = { kind: 'quotient', over: left, under: this.unary() }
      } else if (this.startsFactor()) {
        left = this.juxtaposed(left)
      } else return left
    }
  }

  /** A factor that a sign may stand before, as after `\cdot` or `/`. */
  private unary(): Expression {
    const sign = this.sign()
    const factor = this.factor()
    return sign < 0 ? negated(factor) : factor
  }

  private juxtaposed(left: Expression): Expression {
    const next = this.tokens[this.at]
    const before = this.tokens[this.at - 1]
    if (next?.kind === 'number') return this.afterNumber(left, before, next)
    const isMixed = before?.kind === 'number' && next?.text === 'frac' && left.kind === 'number' && left.d === 1n
    const right = this.factor()
    if (!isMixed || right.kind !== 'quotient') return { kind: 'product', factors: [left, right] }
    return mixed(left, right)
  }

  /** `3 1/2` is a mixed number; two numbers side by side are otherwise nothing that we know. */
  private afterNumber(left: Expression, before: Token | undefined, next: Token): Expression {
    const [, slash, under] = this.tokens.slice(this.at, this.at + 3)
    const isMixed =
      before?.kind === 'number' && left.kind === 'number' && slash?.text === '/' && under?.kind === 'number'
    if (!isMixed) {
      if (before?.kind === 'number') throw new Unreadable('two numbers side by side')
      return { kind: 'product', factors: [left, this.factor()] }
    }
    this.at += 3
    return mixed(left, { kind: 'quotient', over: numberOf(next.text), under: numberOf(under.text) })
  }

  private startsFactor(): boolean {
    const token = this.tokens[this.at]
    if (token === undefined) return false
    if (token.kind === 'command') return !['cdot', 'times', 'div'].includes(token.text)
    if (token.kind === 'sign')
      return token.text === '(' || token.text === '{' || token.text === '[' || (token.text === '|' && this.bars === 0)
    return true
  }

  private factor(): Expression {
    if (++this.depth > deepest) throw new Unreadable('too deep')
    let base = this.atom()
    for (;;) {
      if (base.kind !== 'power' && this.take('sign', '^')) base = { kind: 'power', base, exponent: this.script() }
      else if (this.take('sign', '!')) base = { kind: 'call', name: 'factorial', args: [base] }
      else if (this.take('sign', '\u00b0')) base = { kind: 'product', factors: [base, degree] }
      else break
    }
    this.depth--
    return base
  }

  /** What `^` or `_` applies to: a group, a signed number or a single token. */
  private script(): Expression {
    if (this.peek('sign', '{')) return this.group('{', '}')
    const sign = this.sign()
    const atom = this.single()
    return sign < 0 ? negated(atom) : atom
  }

  /** A TeX argument: a group, or one token; of a number one digit (`\frac43`). */
  private argument(): Expression {
    if (this.peek('sign', '{')) return this.group('{', '}')
    const token = this.tokens[this.at]
    if (token?.kind !== 'number' || token.text.length === 1) return this.single()
    const rest = { ...token, text: token.text.slice(1), spaced: false }
    if (!/^\d/.test(token.text) || !/^\d/.test(rest.text)) throw new Unreadable('argument')
    this.tokens[this.at] = rest
    return numberOf(token.text[0] ?? '')
  }

  private single(): Expression {
    if (++this.depth > deepest) throw new Unreadable('too deep')
    const atom = this.atom()
    this.depth--
    return atom
  }

  private atom(): Expression {
    const token = this.tokens[this.at]
    if (token === undefined) throw new Unreadable('ends too early')
    if (token.kind === 'sign') return this.bracketed(token.text)
    this.at++
    if (token.kind === 'number') return this.repeating(token.text)
    if (token.kind === 'letter') return this.symbol(token.text)
    return this.command(token.text)
  }

  /** `0.1\overline{6}`: a number, and the digits that repeat. */
  private repeating(text: string): Expression {
    if (!text.includes('.') || !this.take('command', 'overline')) return numberOf(text)
    this.expect('{')
    const digits = this.tokens[this.at]
    if (digits?.kind !== 'number' || !/^\d+$/.test(digits.text)) throw new Unreadable('repeating decimal')
    this.at++
    this.expect('}')
    const start = numberOf(text.endsWith('.') ? text.slice(0, -1) : text)
    const places = text.length - text.indexOf('.') - 1
    const under = (10n ** BigInt(digits.text.length) - 1n) * 10n ** BigInt(places)
    return {
      kind: 'sum',
      terms: [start, { kind: 'quotient', over: numberOf(digits.text), under: { kind: 'number', n: under, d: 1n } }],
    }
  }

  private bracketed(open: string): Expression {
    if (open === '(') return this.group('(', ')')
    if (open === '[') return this.group('[', ']')
    if (open === '{') return this.group('{', '}')
    if (open !== '|') throw new Unreadable(`unexpected ${open}`)
    this.at++
    this.bars++
    const inner = this.sum()
    this.bars--
    this.expect('|')
    return { kind: 'call', name: 'abs', args: [inner] }
  }

  private group(open: string, close: string): Expression {
    this.expect(open)
    const bars = this.bars
    this.bars = 0
    const inner = this.sum()
    this.bars = bars
    this.expect(close)
    return inner
  }

  private symbol(name: string): Expression {
    if (!this.take('sign', '_')) return { kind: 'symbol', name }
    const index = this.script()
    if (index.kind === 'number' && index.d === 1n) return { kind: 'symbol', name: `${name}_${index.n}` }
    if (index.kind === 'symbol') return { kind: 'symbol', name: `${name}_${index.name}` }
    throw new Unreadable('subscript')
  }

  private command(name: string): Expression {
    if (name === 'frac') return { kind: 'quotient', over: this.argument(), under: this.argument() }
    if (name === 'binom') return { kind: 'call', name: 'binomial', args: [this.argument(), this.argument()] }
    if (name === 'sqrt') return this.root()
    if (name === 'pi') return { kind: 'symbol', name: 'pi' }
    if (name === 'infty') return { kind: 'symbol', name: 'infinity' }
    if (name === 'lfloor' || name === 'lceil') return this.rounded(name === 'lfloor' ? 'floor' : 'ceil')
    if (isFunctionName(name)) return this.call(name)
    if (isGreek(name)) return this.symbol(name)
    throw new Unreadable(`\\${name}`)
  }

  private rounded(name: 'floor' | 'ceil'): Expression {
    const inner = this.sum()
    if (!this.take('command', `r${name}`)) throw new Unreadable(`\\l${name} without its end`)
    return { kind: 'call', name, args: [inner] }
  }

  private root(): Expression {
    const degree = this.peek('sign', '[') ? this.group('[', ']') : numberOf('2')
    // In plain text the argument of sqrt stands in round brackets.
    const of = this.peek('sign', '(') ? this.group('(', ')') : this.argument()
    if (degree.kind !== 'number' || degree.d !== 1n || degree.n < 2n || degree.n > 99n) {
      return { kind: 'power', base: of, exponent: { kind: 'quotient', over: numberOf('1'), under: degree } }
    }
    return { kind: 'root', degree: Number(degree.n), of }
  }

  /** `\sin^2 x`, `\log_2 8`, `\tan^{-1} x`: script first, then brackets or the factors that follow. */
  private call(name: FunctionName): Expression {
    const base = name === 'log' && this.take('sign', '_') ? this.script() : undefined
    const exponent = this.take('sign', '^') ? this.script() : undefined
    const inverse = exponent?.kind === 'number' && exponent.n === -1n && exponent.d === 1n
    const arg = this.peek('sign', '(') ? this.group('(', ')') : this.bareArgument()
    const arc = `arc${name}`
    if (inverse && isFunctionName(arc)) return { kind: 'call', name: arc, args: [arg] }
    if (inverse) throw new Unreadable(`inverse ${name}`)
    const value: Expression = { kind: 'call', name, args: base === undefined ? [arg] : [arg, base] }
    return exponent === undefined ? value : { kind: 'power', base: value, exponent }
  }

  private bareArgument(): Expression {
    let arg = this.factor()
    while (this.startsFactor() && !this.startsCall()) arg = this.juxtaposed(arg)
    return arg
  }

  private startsCall(): boolean {
    const token = this.tokens[this.at]
    return token?.kind === 'command' && isFunctionName(token.text)
  }

  private peek(kind: Token['kind'], text: string): boolean {
    const token = this.tokens[this.at]
    return token?.kind === kind && token.text === text
  }

  private take(kind: Token['kind'], text: string): boolean {
    const found = this.peek(kind, text)
    if (found) this.at++
    return found
  }

  private expect(text: string): void {
    if (!this.take('sign', text)) throw new Unreadable(`${text} expected`)
  }
}

/** A whole number and a proper fraction; `2\frac{7}{3}` could mean either, so it means nothing. */
function mixed(whole: Expression, part: Extract<Expression, { kind: 'quotient' }>): Expression {
  const { over, under } = part
  if (over.kind !== 'number' || under.kind !== 'number') return { kind: 'product', factors: [whole, part] }
  if (over.d !== 1n || under.d !== 1n || over.n < 0n || over.n >= under.n) throw new Unreadable('mixed number')
  return { kind: 'sum', terms: [whole, part] }
}

const deepest = 80
const degree: Expression = {
  kind: 'quotient',
  over: { kind: 'symbol', name: 'pi' },
  under: { kind: 'number', n: 180n, d: 1n },
}
