import { inChinese, type Sentence } from './remark-words.ts'

/** What is said of who answered and judged, and with what. */
export const answeredTexts = {
  'another-answered': {
    en: v => `${v('asked')} was requested, but ${v('served')} answered ${v('n')} of ${v('of')} requests`,
    zh: v => `请求的模型是 ${v('asked')}，而 ${v('of')} 条回答中有 ${v('n')} 条由 ${v('served')} 给出`,
  },
  'several-answered': {
    en: v => `several models answered in one run: ${v('served')}`,
    zh: v => `一次运行中有多个模型作答：${v('served')}`,
  },
  'not-listed': {
    en: v => `the server does not list ${v('asked')}, only ${v('listed')}`,
    zh: v => `服务器的模型列表中没有 ${v('asked')}，只有 ${v('listed')}`,
  },
  'server-changed': {
    en: v =>
      `the server has described its model differently since ${v('at')}: ${v('what')} was ${v('was')}, then ${v('is')}${v('old') === '' ? '' : `; ${v('old')} answers are from before the change, ${v('new')} from after it`}`,
    zh: v =>
      `自 ${v('at')} 起，服务器报告的模型信息有变：${inChinese(v('what'))}原为 ${v('was')}，后为 ${v('is')}${v('old') === '' ? '' : `；此前的回答有 ${v('old')} 条，此后的有 ${v('new')} 条`}`,
  },
  'one-model': {
    en: v => `the same model, ${v('served')}, answered in both arms: this compares a model with itself`,
    zh: v => `微调前后的回答均由同一模型 ${v('served')} 给出：这是同一模型与自身的比较`,
  },
  'same-weights': {
    en: v => `both runs used the same weights, ${v('weights')}`,
    zh: v => `两次运行使用同一份权重 ${v('weights')}`,
  },
  'cached-by-name': {
    en: v =>
      `${v('answers')} answers and ${v('judgments')} judgments were reused from other runs by the model’s name; whether its weights are still the same is unknown`,
    zh: v =>
      `${v('answers')} 条回答和 ${v('judgments')} 条评判按模型名称取自其他运行的缓存；无法得知模型权重是否仍然相同`,
  },
  'cached-by-weights': {
    en: v =>
      `${v('answers')} answers and ${v('judgments')} judgments were reused from other runs with the same weights`,
    zh: v => `${v('answers')} 条回答和 ${v('judgments')} 条评判取自权重相同的其他运行的缓存`,
  },
  'all-cached': {
    en: v => `all ${v('n')} answers were reused from other runs: this run sent no request to the model`,
    zh: v => `全部 ${v('n')} 条回答均取自其他运行的缓存：本次运行没有向模型提问`,
  },
  'refused-parameters': {
    en: v => `refused by the server and omitted from the requests for ${v('n')} answers: ${v('names')}`,
    zh: v => `服务器不接受参数 ${v('names')}：请求 ${v('n')} 条回答时未发送该参数`,
  },
  'judge-refused-parameters': {
    en: v => `refused by the judge’s server and omitted from the requests for ${v('n')} judge replies: ${v('names')}`,
    zh: v => `评判模型的服务器不接受参数 ${v('names')}：请求 ${v('n')} 条评判时未发送该参数`,
  },
  'identical-answers': {
    en: v =>
      `${v('benchmark')}: ${v('n')} of ${v('of')} answers are identical byte for byte in both runs, which is very unlikely for two models: check that the two names are not one model`,
    zh: v =>
      `${v('benchmark')}：两次运行的 ${v('of')} 条回答中有 ${v('n')} 条逐字节相同，两个不同的模型几乎不会如此：请检查两个名称是否指向同一模型`,
  },
  'all-identical': {
    en: v =>
      `${v('n')} of ${v('of')} answers are identical byte for byte in both runs: the two names seem to be one model`,
    zh: v => `两次运行的 ${v('of')} 条回答中有 ${v('n')} 条逐字节相同：两个名称背后似乎是同一个模型`,
  },
  'judge-another-answered': {
    en: v => `the judge ${v('asked')} was requested, but ${v('served')} gave ${v('n')} of ${v('of')} judgments`,
    zh: v => `请求的评判模型是 ${v('asked')}，而 ${v('of')} 条评判中有 ${v('n')} 条由 ${v('served')} 给出`,
  },
  'judge-several-answered': {
    en: v => `several models served one run’s judgments under the name ${v('asked')}: ${v('served')}`,
    zh: v => `一次运行中有多个模型以 ${v('asked')} 之名进行评判：${v('served')}`,
  },
  'judges-differ': {
    en: v => `the judge ${v('asked')} was ${v('was')} for the run before and ${v('is')} for the run after`,
    zh: v => `评判模型 ${v('asked')} 在微调前的运行中实为 ${v('was')}，在微调后的运行中实为 ${v('is')}`,
  },
  'judge-server-changed': {
    en: v =>
      `the server of the judge ${v('judge')} has described its model differently since ${v('at')}: ${v('what')} was ${v('was')}, then ${v('is')}`,
    zh: v =>
      `自 ${v('at')} 起，评判模型 ${v('judge')} 的服务器报告的模型信息有变：${inChinese(v('what'))}原为 ${v('was')}，后为 ${v('is')}`,
  },
} as const satisfies Record<string, Sentence>
