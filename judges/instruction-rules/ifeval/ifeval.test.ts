import { expectExamples } from '../fixtures/examples.ts'
import { ifevalRules } from '../rules.ts'

expectExamples(ifevalRules, [
  [
    'keywords:existence',
    { args: { keywords: ['dice', 'C++'] }, pass: ['DICE and c++.', 'paradice c++'], fail: ['dice and C', 'c++'] },
  ],
  [
    'keywords:frequency',
    { args: { keyword: ' war ', frequency: 2, relation: 'at least' }, pass: ['War, afterwards.'], fail: ['war'] },
  ],
  [
    'keywords:frequency',
    { args: { keyword: 'aa', frequency: 2, relation: 'less than' }, pass: ['aaa', 'b'], fail: ['aaaa', 'AA aa'] },
  ],
  [
    'keywords:forbidden_words',
    {
      args: { forbidden_words: ['cat', 'é'] },
      pass: ['concatenate', 'cats', 'cat_s', 'été'],
      fail: ['A cat.', 'CAT', 'Cat-like', 'é'],
    },
  ],
  [
    'keywords:letter_frequency',
    { args: { letter: 'Z', let_frequency: 2, let_relation: 'at least' }, pass: ['Zz', 'pizza'], fail: ['z', 'ž'] },
  ],
  [
    'keywords:letter_frequency',
    { args: { letter: '#', let_frequency: 2, let_relation: 'less than' }, pass: ['#', ''], fail: ['# a #'] },
  ],
  [
    'length_constraints:number_words',
    {
      args: { num_words: 4, relation: 'at least' },
      // A word is a run of letters, digits and underscores, and no mark.
      pass: ['one two, three -- four', "it's it's", 'a-b-c-d', '我 有 3 只'],
      fail: ['one two three', 'snake_case is one', '— — — —', '我有一只猫'],
    },
  ],
  [
    'length_constraints:number_sentences',
    {
      args: { num_sentences: 3, relation: 'less than' },
      pass: ['Dr. Smith paid $3.50. He left.', 'Wow!! Yes!', 'One line\nand another'],
      fail: ['1. Boil it. 2. Eat it.', 'A? B! C.'],
    },
  ],
  [
    'length_constraints:number_paragraphs',
    {
      args: { num_paragraphs: 2 },
      pass: ['One\n***\nTwo', '***\nOne\n\nstill one\n***\nTwo\n***', '*** One***Two'],
      fail: ['One\n\nTwo', 'One\n***\n***\nTwo', 'One******Two', 'a***b***c'],
    },
  ],
  [
    'length_constraints:nth_paragraph_first_word',
    {
      args: { num_paragraphs: 2, nth_paragraph: 2, first_word: 'Mean' },
      pass: ['a\n\nmean while', 'a\n\n"Mean," he said', "a\n\n  'mean'"],
      fail: ['a\n\nmeanwhile', 'a\nb\n\n\n\nmean', 'mean\n\na', 'a\n\nmean\n\nb', 'a\n\n*mean*'],
    },
  ],
  [
    'detectable_format:number_bullet_lists',
    {
      args: { num_bullets: 2 },
      pass: ['* a\n* b', '- a\n  - b', 'Text:\n\n*a\n\n-', '* a\n**bold**\n* b', '*\na\n* b'],
      fail: ['* a', '1. a\n2. b', '• a\n• b', '* a\n* b\n- c', '* a\n---\n* b'],
    },
  ],
  [
    'detectable_format:constrained_response',
    {
      pass: ['My answer is yes.', 'Well. My answer is maybe. Bye'],
      fail: ['Yes.', 'my answer is no.', 'My answer is no'],
    },
  ],
  [
    'detectable_format:number_highlighted_sections',
    {
      args: { num_highlights: 2 },
      pass: ['*a* and *b*', '**a** **b**', '*a**b*'],
      fail: ['*a*', '* a\n* b', '** ** *a*', '***', '*a\nb* *c*'],
    },
  ],
  [
    'detectable_format:multiple_sections',
    {
      args: { section_spliter: 'Part', num_sections: 2 },
      pass: ['Part 1\na\nPart 2\nb', 'Part1Part2Part3', '**Part 1:** **Part\n2:**'],
      fail: ['Part 1\na', 'PART 1 PART 2', 'Part One, Part Two', 'Part  1 Part  2'],
    },
  ],
  [
    'detectable_format:json_format',
    {
      pass: ['{"a": [1, null]}', '```json\n{"a": 1}\n```', '```\n[]```', '"text"', ' 3 ', '{"a": NaN, "b": "NaN"}'],
      fail: ['{a: 1}', 'Here: {"a": 1}', '```js\n{}\n```', "{'a': 1}", '{"a": 1,}', '"NaN'],
    },
  ],
  [
    'detectable_format:title',
    { pass: ['<<Night>>', 'a <<b c>> d', '<<<x>>>'], fail: ['<<>>', '<< >>', '<Night>', '<<Night\n>>', '>>a<<'] },
  ],
  [
    'detectable_content:number_placeholders',
    {
      args: { num_placeholders: 2 },
      pass: ['[name], [address]', '[][]', '[a [b] c] [d]'],
      fail: ['[name]', '[a\nb] [c]', '[[a]]', '(name) (address)'],
    },
  ],
  [
    'detectable_content:postscript',
    {
      args: { postscript_marker: 'P.S.' },
      pass: ['Bye\nP.S. More', 'p. s. more', 'x P.s.'],
      fail: ['PS: more', 'P.S more'],
    },
  ],
  [
    'detectable_content:postscript',
    { args: { postscript_marker: 'P.P.S' }, pass: ['P.P.S more', 'p. p. s.'], fail: ['P.S. more', 'PPS more'] },
  ],
  [
    'detectable_content:postscript',
    { args: { postscript_marker: 'N.B.' }, pass: ['bye\nn.b. more'], fail: ['nxb. more'] },
  ],
  [
    'change_case:english_capital',
    {
      pass: ['THIS IS ALL THAT I HAVE TO SAY TO YOU, SIR.', 'THE 3 OF US ARE HERE.'],
      fail: ['THIS IS ALL THAT I HAVE to SAY', '123', 'DAS IST NICHT DER RICHTIGE WEG', 'ЭТО НЕ ТО'],
    },
  ],
  [
    'change_case:english_lowercase',
    {
      pass: ['this is all that i have to say to you, sir.', 'we had 3 of them at home.'],
      fail: ['This is all that i have to say', '123', 'das ist nicht der richtige weg', '这就是全部'],
    },
  ],
  [
    'change_case:capital_word_frequency',
    {
      args: { capital_frequency: 3, capital_relation: 'at least' },
      pass: ['I SAY A word', 'NASA-BASED AND FREE', 'DO IT, I SAY', "I'M HERE"],
      fail: ['I SAY so', 'Word Word Word', 'СЕЙ 123 4'],
    },
  ],
  [
    'startend:end_checker',
    {
      args: { end_phrase: 'That is all.' },
      pass: ['Yes. that is ALL.', '"Yes. That is all."\n'],
      fail: ['That is all. Bye', 'That is all', 'That is all.*'],
    },
  ],
  ['startend:quotation', { pass: ['"a"', ' "a" and "b" ', '""'], fail: ['“a”', '"a', '"', "'a'", 'He said "a"'] }],
  [
    'combination:two_responses',
    {
      pass: ['a\n******\nb', '******a******b******'],
      fail: ['a', 'a******a', 'a******b******c', 'a************b', 'a***b'],
    },
  ],
  [
    'combination:repeat_prompt',
    {
      args: { prompt_to_repeat: 'Say it. ' },
      pass: ['Say it. So I do.', '\n SAY IT.'],
      fail: ['Sure. Say it.', 'Say so.'],
    },
  ],
  [
    'language:response_language',
    {
      args: { language: 'de' },
      pass: ['Das ist nicht der richtige Weg, aber wir gehen ihn.', '123 !?'],
      fail: ['This is not the way, but we go it.', '这不是路', 'Dit is niet de weg, maar wij gaan hem.'],
    },
  ],
  ['punctuation:no_comma', { pass: ['a; b', '一，二、三'], fail: ['a, b', '1,000'] }],
])
