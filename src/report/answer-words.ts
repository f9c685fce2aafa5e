import type { ReportOptions } from '../core/report.ts'

const retried = '该请求会自动重试；若持续出现，请调小 --concurrency，或查看服务器日志。'

/** What reports say of answers and judgments that are none. */
export interface AnswerWords {
  cutOff: string
  failure: string
  count: string
  cause: string
  /** Who judges, where no model and no rules do. */
  people: string
  /** In the place of sampling parameters that are not known. */
  recorded: string
  /** A failure's code in words, where it is one of ours; a server's own message is shown as it came. */
  causes: Readonly<Record<string, string>>
  /** What to do about a failure whose message is the server's own; the hint that came with it where nothing is known. */
  advice(code: string): string | undefined
}

/**
 * @example
 * answerWords.en.cutOff // → 'cut off'
 */
export const answerWords: Record<ReportOptions['language'], AnswerWords> = {
  en: {
    cutOff: 'cut off',
    failure: 'failure',
    count: 'count',
    cause: 'for example',
    people: 'none (people)',
    recorded: 'unknown (recorded answers)',
    causes: {},
    advice: () => undefined,
  },
  zh: {
    cutOff: '被截断',
    failure: '失败类型',
    count: '数量',
    cause: '示例',
    people: '无（人工评分）',
    recorded: '未知（预先录制的回答）',
    causes: {
      'truncated-answer': '回答因达到词元上限而被截断。请调大 --max-tokens；推理模型还须为思考留出余量。',
      'empty-answer': '回答为空。',
      'unclosed-thought':
        '模型开始思考后未给出答案即结束回复。请检查对话模板；若模型用其他标签标记思考，请用 --reasoning-tags OPEN,CLOSE 指明。',
      'answer-only-in-reasoning':
        '回答为空而思考不为空：服务器把整个回复都当作思考。请换用合适的推理解析器，或停用推理解析器（vLLM、SGLang：--reasoning-parser，llama.cpp：--reasoning-format）。',
      'content-filter': '服务商拦截了回答。',
      'tool-call': '模型调用了工具而没有作答。请求中并未提供工具：请检查对话模板，并关闭服务器自带的工具。',
      'truncated-judgment':
        '评判者的回复因达到词元上限而被截断。请调大 --judge-max-tokens 重新运行，并加上 --cache，以免重复请求被测模型。',
      'withheld-judgment': '评判者的回复被其服务商拦截。请换用不做过滤的评判模型，例如自行部署的模型。',
      'unparsable-judgment': '评判者的回复不符合格式，无法解析。原文见 judgments.jsonl。',
      'not-run': '运行在处理该样本之前已结束。',
      'not-judged': '运行在评判该回答之前已结束。',
      'connection-refused': '服务器拒绝连接。请启动服务器，或更正主机和端口。',
      'connection-reset': `服务器在回复完成之前关闭了连接。${retried}`,
      timeout: `服务器停止响应。${retried}`,
      'idle-timeout':
        '在 --idle-timeout 规定的时间内，服务器没有发送任何数据。请调大 --idle-timeout；不使用流式输出的服务器在回答全部生成之前不会发送数据。',
      unreachable: '无法连接到服务器。请检查主机、端口和网络。',
      'unknown-host': '无法解析服务器的主机名。请更正主机名，或检查网络。',
    },
    advice(code) {
      if (code === 'context-overflow') return '请调小 --max-tokens，或让服务器支持更长的上下文。'
      if (/^http-(5\d\d|408|409|425|429)$/.test(code)) return retried
      return /^http-4(00|13|15|22)$/.test(code) ? '服务器不接受该请求；请检查参数（--param）。' : undefined
    },
  },
}
