import type { Wording } from '../core/wording.ts'

/** Of the wording and the points below: a sheet names the version that it answers, so any change to them is a new one. */
export const VERSION = 1

export interface Question {
  id: string
  text: { en: string; zh: string }
  points: number
  /** Asks about a technique that a project may do without: `not-used` is an answer. */
  technique?: true
}

interface Dimension {
  id: string
  name: Exclude<Wording, string>
  questions: readonly Question[]
}

/** The Technical Transparency Index of arXiv 2411.16489, Table 3: its points and order, our wording. */
export const dimensions: readonly Dimension[] = [
  {
    id: 'data',
    name: { en: 'data', zh: '数据' },
    questions: [
      ask(
        'data-sources',
        3,
        'Does it name its datasets, where they come from and who provides them?',
        '是否说明了所用数据集的名称、来源和提供方？',
      ),
      ask(
        'data-format',
        3,
        'Does it describe the make-up of its data (how much of what) and their format?',
        '是否说明了数据的构成（各类数据各占多少）与格式？',
      ),
      technique(
        'data-selection',
        4,
        'Does it state the criteria by which data were selected and filtered?',
        '是否说明了数据筛选与过滤的标准？',
      ),
      technique(
        'data-synthetic',
        4,
        'If it uses synthetic data, does it describe how they were generated?',
        '如果使用了合成数据，是否说明了其生成过程？',
      ),
    ],
  },
  {
    id: 'method',
    name: { en: 'methodology', zh: '方法' },
    questions: [
      ask(
        'method-base-model',
        4,
        'Does it say which base model it starts from and describe that model?',
        '是否说明了所用的基座模型并加以介绍？',
      ),
      technique(
        'method-search',
        6,
        'If it searches, does it describe the search algorithm?',
        '如果使用了搜索，是否说明了搜索算法？',
      ),
      technique(
        'method-rl',
        6,
        'If it uses reinforcement learning, does it describe the algorithm?',
        '如果使用了强化学习，是否说明了其算法？',
      ),
      technique(
        'method-long-thought',
        6,
        'If it trains on long thoughts, does it describe the algorithm that makes these data?',
        '如果使用了长思维链数据，是否说明了其构造算法？',
      ),
      ask(
        'method-pipeline',
        3,
        'Does it describe every stage of the training pipeline?',
        '是否完整说明了训练流程的各个阶段？',
      ),
      ask(
        'method-compute',
        2,
        'Does it state the compute and the infrastructure that training took?',
        '是否说明了训练所用的算力与基础设施？',
      ),
      ask('method-hyperparameters', 2, 'Does it list the hyper-parameters of training?', '是否列出了训练的超参数？'),
      ask(
        'method-ablations',
        4,
        'Does it show by ablations what each part of the method contributes?',
        '是否通过消融实验说明了方法各部分的作用？',
      ),
    ],
  },
  {
    id: 'eval',
    name: { en: 'evaluation', zh: '评估' },
    questions: [
      ask('eval-benchmarks', 4, 'Does it justify its choice of benchmarks?', '是否说明了选择这些基准的理由？'),
      ask(
        'eval-level',
        4,
        'Does it specify the level at which it evaluates, such as the final answer or each step?',
        '是否说明了评估的层级，例如只看最终答案，还是逐步评估？',
      ),
      ask('eval-metrics', 4, 'Does it define its metrics?', '是否给出了评估指标的定义？'),
      technique(
        'eval-custom-metrics',
        4,
        'If it has metrics of its own, does it justify them?',
        '如果使用了自定义指标，是否说明了理由？',
      ),
      ask('eval-baselines', 4, 'Does it apply the same metrics to the baselines?', '是否对基线模型采用了同样的指标？'),
      ask(
        'eval-sampling',
        4,
        'Does it state the conditions of sampling, such as temperature and number of samples?',
        '是否说明了采样条件，例如温度和采样次数？',
      ),
    ],
  },
  {
    id: 'open',
    name: { en: 'open source', zh: '开源' },
    questions: [
      ask('open-data', 3, 'Are the post-training data released?', '是否公开了后训练数据？'),
      technique(
        'open-long-thought',
        5,
        'If it made long-thought data, are they released?',
        '如果合成了长思维链数据，是否公开？',
      ),
      ask('open-weights', 5, 'Are the model weights released?', '是否公开了模型权重？'),
      ask('open-training-code', 4, 'Is the training code released?', '是否公开了训练代码？'),
      ask('open-eval-code', 4, 'Is the evaluation code released?', '是否公开了评估代码？'),
      ask('open-guide', 4, 'Is there guidance that leads through the work step by step?', '是否提供了分步的使用指南？'),
      ask('open-paper', 4, 'Is there a full technical paper?', '是否发表了完整的技术论文？'),
    ],
  },
]

/** In their order. */
export const questions: readonly Question[] = dimensions.flatMap(({ questions }) => questions)

export const sumOf = (asked: readonly Question[]): number => asked.reduce((sum, { points }) => sum + points, 0)

function ask(id: string, points: number, en: string, zh: string): Question {
  return { id, text: { en, zh }, points }
}

function technique(id: string, points: number, en: string, zh: string): Question {
  return { ...ask(id, points, en, zh), technique: true }
}
