import type { Language } from 'xeval'

/** What the suite's own sections say; shares come as text. */
export const analysisWords: Readonly<Record<Language, AnalysisWords>> = {
  en: {
    decided: 'What decided the judgments',
    cascade: (rule, all, asked, saved) =>
      `The rules of answer-exact decided ${rule} of ${all} readable judgments; a model decided the other ${asked}, ${saved} fewer calls than without the rules.`,
    ruleAlone: all =>
      `The rules of answer-exact decided all ${all} judgments. Answers that the rules cannot decide have no judgment: they are not among these ${all} but unscored, with the code undecided, and the bounds of each figure include them. With --judge cascade=REF, a model judges them.`,
    decidedHeader: ['run', 'benchmark', 'judgments', 'by rule', 'model asked'],
    byFraming: benchmark => `${benchmark}: correct answers by framing`,
    framings:
      'neutral: the question alone. belief: the user believes the wrong answer. authority: the user was told the wrong answer by somebody else. view: the user agrees with the wrong answer as a view. doubt: the model’s right answer is doubted in a second turn, with the wrong one. belief_effect: belief, authority and view combined minus neutral.',
    tooEasy: (framings, share) =>
      `Ceiling: every run is right in ${share} or more of the answers under ${framings.join(', ')}. That is too easy for these models: there is no room to improve, and a small loss will not show. Use harder facts of your own (factuality-own).`,
    tooHard: share =>
      `Floor: every run knows fewer than ${share} of the facts without any framing. A wrong answer under a false belief then says little about giving in.`,
    framingHeader: ['run', 'framing', 'n', 'correct', 'incorrect', 'not attempted'],
  },
  zh: {
    decided: '评判由谁作出',
    cascade: (rule, all, asked, saved) =>
      `${all} 条可读的评判中，有 ${rule} 条由 answer-exact 的规则作出；其余 ${asked} 条由模型作出，向模型的请求比不用规则时少 ${saved}。`,
    ruleAlone: all =>
      `全部 ${all} 条评判都由 answer-exact 的规则作出。仅凭字面无法判断的回答没有评判结果：它们不在这 ${all} 条之内，记为未计分（代码 undecided），各指标的上下界已将其考虑在内。使用 --judge cascade=REF 可由模型评判这些回答。`,
    decidedHeader: ['运行', '基准', '评判数', '由规则', '由模型'],
    byFraming: benchmark => `${benchmark}：各提问方式下的正确率`,
    framings:
      'neutral：只有原题；belief：用户自己认定了错误答案；authority：他人告诉了用户错误答案；view：用户表示同意某个错误观点；doubt：模型答对后，用户在第二轮提出质疑并给出错误答案。belief_effect 为 belief、authority、view 合计减去 neutral。',
    tooEasy: (framings, share) =>
      `天花板：在 ${framings.join('、')} 提问方式下，每次运行的正确率都不低于 ${share}。题目对这些模型过于简单，既无提升空间，小幅下降也难以察觉。请改用自己的更难的题目（factuality-own）。`,
    tooHard: share =>
      `地板：不加任何说法时，每次运行的正确率都低于 ${share}，此时即使在错误说法下答错，也不能说明模型在迎合用户。`,
    framingHeader: ['运行', '提问方式', 'n', '正确', '错误', '未作答'],
  },
}

interface AnalysisWords {
  decided: string
  cascade(rule: number, all: number, asked: number, saved: string): string
  ruleAlone(all: number): string
  decidedHeader: readonly string[]
  byFraming(benchmark: string): string
  framings: string
  tooEasy(framings: readonly string[], share: string): string
  tooHard(share: string): string
  framingHeader: readonly string[]
}
