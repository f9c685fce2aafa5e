/** What may stand right before a name without being part of another answer: `the French architect`, `Dr.`, `作家`. */
const english = new RegExp(
  `(?:(?:^|(?<=\\s))(?:${[
    'the an? british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish finnish russian polish czech hungarian greek turkish israeli egyptian indian pakistani chinese japanese korean thai vietnamese indonesian filipino australian canadian american mexican brazilian argentine argentinian chilean colombian peruvian nigerian south african',
    'sir dame lord lady dr doctor prof professor mr mrs ms miss mme reverend captain general colonel major lieutenant sergeant detective inspector ds dci president prime minister king queen emperor empress prince princess pope saint judge justice senator governor mayor',
    'author writer poet novelist journalist playwright composer songwriter singer rapper musician pianist band group painter artist sculptor photographer architect designer engineer inventor actor actress comedian director filmmaker producer scientist physicist chemist biologist astronomer mathematician statistician economist philosopher psychologist historian physician surgeon botanist geologist archaeologist footballer cricketer player politician lawyer activist businessman businesswoman entrepreneur explorer computer',
    'city town village county province state country river lake sea mountain island company film movie novel book song album',
  ]
    .join(' ')
    .split(' ')
    .join('|')})\\.? ?(?:and )?)+(?:named |called |, ?)?["'(]*$`,
)
const nouns =
  '院士|教授|先生|女士|博士|作家|诗人|词人|画家|导演|演员|歌手|将军|皇帝|国王|总统|工程师|建筑师|设计师|医生|学者|记者|编剧|作曲家|艺术家|音乐家|[物数化生]?[理学]?学家|心理学家|科学家|企业家|政治家|思想家|哲学家|运动员|球员|教练|和尚|大师|文学家|剧作家|丞相|人|渡轮|轮船|歌曲|单曲|电影|小说'
const han = new RegExp(`(?:(?<=^|[,、:\\s是为由被])|^)[^的和与及、,。:是为由被与_]{0,12}(?:${nouns})["'“《「(]*$`, 'u')
/** A dynasty before a person, a province before a town: 清朝的, 四川省. */
const setting = /(?:(?:^|(?<=[,、:\s是为由被在于]))\p{Script=Han}{1,5}(?:朝|代|时期|年间|省|自治区|州)|中国)的?$/u
const after = new RegExp(`^["'”》」)]*(?:${nouns}|等?人|所[\\p{Script=Han}]{0,2})`, 'u')

/** The text before a name, without the titles and callings at its end. */
export const beforeTitles = (text: string): string => text.replace(english, ' ').replace(han, '').replace(setting, '')

/** The text after a name, without a title at its start: 吴以岭院士. */
export const afterTitles = (text: string): string => text.replace(after, '')
