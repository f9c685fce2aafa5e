import { expectExamples } from '../fixtures/examples.ts'
import { ifbenchRules } from '../rules.ts'

const africa = Array.from({ length: 52 }, (_, at) => (at === 0 ? 'Zimbabwe' : `Y${String(99 - at)}`))
const letters = 'abcdefghijklmnopqrstuvwxyz'
const capitals =
  'Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, Amsterdam, Warsaw, London, Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, Chișinău, Bern, Ljubljana, Zagreb'
const question = (n: number, text: string) => `Question ${n}: ${text}\nA) a\nB) b\nC) c\nD) d\nE) e\n`
const csv = (header: string, row: string, n: number) => [header, ...Array<string>(n).fill(row)].join('\n')
const products = 'ProductID,Category,Brand,Price,Stock'
const students = '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"'

expectExamples(ifbenchRules, [
  ['count:word_count_range', { args: { min_words: 2, max_words: 3 }, pass: ['a b', "a it's"], fail: ['a', 'a b c d'] }],
  ['count:unique_word_count', { args: { N: 3 }, pass: ['a b c', 'a, b - A'], fail: ['a A a, (a)', 'a b'] }],
  [
    'count:conjunctions',
    { args: { small_n: 2 }, pass: ['and or', '(But) so.', 'And and'], fail: ['and and', 'because'] },
  ],
  [
    'count:person_names',
    {
      args: { N: 2 },
      prompt: 'Use two from this list of person names: Ada, Bo, Cy .',
      pass: ['Ada met Bo.', 'Cy’s Bo'],
      fail: ['Ada met Ada.', 'ada bo', 'Bob and Cyd'],
    },
  ],
  ['count:numbers', { args: { N: 2 }, pass: ['1,000 and 2.5', 'a1 b2', '3-4 5'], fail: ['one two', '1 2 3'] }],
  ['count:punctuation', { pass: ['a. b, c! d? e; f: g?!', '. , ! ; ? : ‽'], fail: ['.,;:?!', '.,!?;:', '.,;:!?'] }],
  [
    'count:words_japanese',
    { args: { N: 2 }, pass: ['tea お茶 is 良い', 'a', 'a 42 b --'], fail: ['tea is お茶', 'お茶 tea'] },
  ],
  [
    'count:pronouns',
    { args: { N: 3 }, pass: ['I saw him, and it’s: it', 'she/her/hers'], fail: ['I saw him.', 'item hit'] },
  ],
  [
    'count:keywords_multiple',
    {
      args: { keyword1: 'a1', keyword2: 'b2', keyword3: 'c3', keyword4: 'd4', keyword5: 'e5' },
      pass: ['A1 b2b2 c3 c3 c3 d4 d4 d4 d4 d4 e5 e5 e5 e5 e5 e5 e5'],
      fail: ['a1', 'a1 b2b2 c3 c3 c3 d4 d4 d4 d4 d4 e5 e5 e5 e5 e5 e5', 'a1 a1'],
    },
  ],
  ['ratio:stop_words', { args: { percentage: 50 }, pass: ['The cat', 'cats'], fail: ['the of cat', '--'] }],
  ['ratio:sentence_type', { pass: ['One. Two. Three?', 'None!'], fail: ['One. Two?', 'One.'] }],
  ['ratio:sentence_balance', { pass: ['One. Two? Three!', 'none'], fail: ['One. Two?', 'One. Two. Three! Four?'] }],
  [
    'ratio:overlap',
    { args: { percentage: 50, reference_text: 'abcd' }, pass: ['abcdex', 'bcdx'], fail: ['abcd', 'xyz', 'ab'] },
  ],
  ['ratio:sentence_words', { pass: ['Abc. Def. Ghi.'], fail: ['Abc. Def.', 'Abc. Def. Ghij.', 'A. B. C. D.'] }],
  ['words:alphabet', { pass: ['Yes, zebras are bold.', '(a)'], fail: ['a c', '1 2', 'a b C e', '--'] }],
  ['words:vowel', { pass: ['a e i a', ' aei\n'], fail: ['a e i o', 'a\ne'] }],
  ['words:consonants', { pass: ['Black swans', 'fly'], fail: ['a swan', 'Black -'] }],
  [
    'words:palindrome',
    {
      pass: ['Level, radar, civic, kayak, rotor, refer, tenet, madam, minim and level.'],
      fail: ['level radar civic kayak rotor refer tenet madam minim', 'noon '.repeat(10)],
    },
  ],
  ['words:prime_lengths', { pass: ["It's red, so", 'ab abc abcde'], fail: ['four', 'a'] }],
  ['words:odd_even_syllables', { pass: ['A table stood open.', 'cat'], fail: ['The cat', 'table paper'] }],
  ['words:last_first', { pass: ['I see you. You see me. Me too!', 'One.'], fail: ['I see you. I do.', 'One. ?!'] }],
  ['words:paragraph_last_first', { pass: ['Bees like bees.\n\nYes', '--'], fail: ['Bees fly.', 'a a\nb c'] }],
  ['words:no_consecutive', { pass: ['One by one', '-'], fail: ['big bees', 'a\nA'] }],
  ['words:repeats', { args: { small_n: 2 }, pass: ['a A b'], fail: ['a, A a!'] }],
  [
    'words:start_verb',
    { pass: ['Write it down.', 'Running late, he left.', 'Based on it'], fail: ['The end', 'Sure!', '-'] },
  ],
  [
    'words:keywords_specific_position',
    {
      args: { keyword: 'Red', n: 2, m: 2 },
      pass: ['One. A red, one.'],
      fail: ['One. Red.', 'A red one.', 'One. A redder'],
    },
  ],
  [
    'words:words_position',
    {
      args: { keyword: 'yes' },
      pass: ['Oh yes no Yes sir.', 'Oh yes sir'],
      fail: ['yes', 'Oh, yes yes sir', 'Oh yes'],
    },
  ],
  [
    'sentence:alliteration_increment',
    { pass: ['One. Big bees. Six sad seals.', 'a'], fail: ['Big bees. Big bees.', 'Six sad seals. One.'] },
  ],
  [
    'sentence:increment',
    { args: { small_n: 1 }, pass: ['One. Two now. Three is more.', 'a'], fail: ['One. Two.', 'a b. C'] },
  ],
  [
    'sentence:keyword',
    { args: { word: 'eat', N: 2 }, pass: ['No. I EAT.'], fail: ['Eat. No.', 'No. I beat it.', 'No.'] },
  ],
  ['format:options', { args: { options: 'yes/no' }, pass: ['Yes.', '"no"'], fail: ['maybe', 'Yes, I do', 'yes no'] }],
  ['format:options', { args: { options: 'I do or not' }, pass: ['i do', 'Not!'], fail: ['or', 'do'] }],
  ['format:options', { args: { options: 'a), b), c)' }, pass: ['a)'], fail: ['a', 'A)', 'a).'] }],
  ['format:newline', { pass: ['a\nb\n\nc', 'a'], fail: ['a b\nc', 'a b'] }],
  ['format:emoji', { pass: ['Hi 😀 Yes. 🎉', 'Oh ❤️.', 'Oh! 😀'], fail: ['Hi.', '😀 Hi. Yes.', 'Hi 😀. Yes 4'] }],
  ['format:line_indent', { pass: ['a\n b\n\n  c', 'a'], fail: ['a\nb', 'a\n  b\n c', 'a\n\n\n b'] }],
  ['format:list', { args: { sep: '!?!?' }, pass: ['!?!? a\n!?!? b'], fail: ['!?!? a', '!?\n!?'] }],
  [
    'format:thesis',
    { pass: ['<i>So</i> it is', 'a <em>b</em> c'], fail: ['<i>So</i>', '<i> </i> a', '*So* it', '<i>So it'] },
  ],
  ['format:sub-bullets', { pass: ['* a\n - b\n* c\n - d', 'none'], fail: ['* a\n* b\n - c', '**a** - b'] }],
  [
    'format:no_bullets_bullets',
    {
      pass: ['One. Two.\n* a\n* b', 'One.\nTwo.\n\n* a\n* b'],
      fail: ['One.\n* a\n* b', 'One. Two.\n* a', 'One.\n\nTwo.\n* a\n* b', 'One. Two.\n* a\n* b\n'],
    },
  ],
  ['format:output_template', { pass: ['My Answer: a My Conclusion: b Future Outlook: c'], fail: ['My Answer: a', ''] }],
  ['format:no_whitespace', { pass: ['a-b'], fail: ['a b', 'a\n', 'a　b'] }],
  [
    'format:parentheses',
    { pass: ['([{([x])}])', '((((('].map(text => `${text})`), fail: ['((((x))))', '(((((x', '([)]'] },
  ],
  ['format:quotes', { pass: [`"a 'b "c" d' e"`], fail: [`"a 'b' c"`, `"a 'b "c`, '"a" "b"'] }],
  ['format:quote_unquote', { pass: ['"a" it is', 'none'], fail: ['"a" "b" it', 'it is "a".'] }],
  ['format:title_case', { pass: ['The Old Man', 'USA McCoy 3rd'], fail: ['The old man', 'Be a Man', 'iPHONE'] }],
  [
    'repeat:repeat_change',
    {
      args: { prompt_to_repeat: 'Say it now' },
      pass: ['Do it now', 'X  it\nnow'],
      fail: ['Say it now', 'Do that now', ''],
    },
  ],
  [
    'repeat:repeat_simple',
    {
      prompt: 'What is it? Only output this sentence and leave the rest. Thanks.',
      pass: ['Only output this sentence and leave the rest.\n'],
      fail: ['It is a cat.', 'Only output this sentence'],
    },
  ],
  [
    'repeat:repeat_span',
    { args: { prompt_to_repeat: '😀 abc def', n_start: 2, n_end: 4 }, pass: ['abc', ' ABC '], fail: ['ab', 'abc def'] },
  ],
  [
    'custom:multiples',
    { pass: ['14, 21, 28, 35, 42, 49', '14,21,28,35,42,49.'], fail: ['14 21', '10 14 21 28 35 42 49'] },
  ],
  [
    'custom:mcq_count_length',
    {
      pass: [[1, 2, 3, 4].map(n => question(n, 'why '.repeat(n))).join('\n')],
      fail: [
        [1, 2, 3].map(n => question(n, 'why '.repeat(n))).join('\n'),
        [1, 2, 3, 4].map(n => question(n, 'why')).join('\n'),
        `Here: ${[1, 2, 3, 4].map(n => question(n, 'why '.repeat(n))).join('\n')}`,
        [1, 2, 3, 4].map(n => question(n, 'why '.repeat(n)).replace('E) e', '')).join('\n'),
      ],
    },
  ],
  [
    'custom:reverse_newline',
    {
      pass: [africa.join('\n'), `Here:\n${africa.map(name => `- ${name}`).join('\n')}`],
      fail: [africa.slice(1).join('\n'), [...africa].reverse().join('\n'), africa.slice(0, 51).join('\n')],
    },
  ],
  ['custom:word_reverse', { pass: ['Eagle bald the is it.'], fail: ['It is the bald eagle.', 'eagle'] }],
  ['custom:character_reverse', { pass: ['.elgae dlaB eht'], fail: ['the bald eagle'] }],
  [
    'custom:sentence_alphabet',
    {
      pass: [[...letters].map(letter => `${letter.toUpperCase()}xx is.`).join(' ')],
      fail: [
        [...letters]
          .map(letter => `${letter}.`)
          .reverse()
          .join(' '),
        'Ax. Bx.',
      ],
    },
  ],
  ['custom:european_capitals_sort', { pass: [capitals], fail: ['Oslo, Riga', capitals.replace('Riga, ', '')] }],
  [
    'custom:csv_city',
    {
      pass: [csv('ID,Country,City,Year,Count', '1,"A, B",C,2000,4', 7)],
      fail: [
        csv('ID,Country,City,Year,Count', '1,A,B,2000,4', 6),
        csv('ID, Country, City, Year, Count', '1,A,B,2000,4', 7),
        csv('ID,Country,City,Year,Count', '1,A,B,2000', 7),
      ],
    },
  ],
  [
    'custom:csv_special_character',
    {
      pass: [csv(products, '1,"A&B",C,2,3', 14)],
      fail: [csv(products, '1,A&B,C,2,3', 14), csv(products, '1,"AB",C,2,3', 14), csv(products, '1,"A&B",C,2,3', 13)],
    },
  ],
  [
    'custom:csv_quotes',
    {
      pass: [csv(students, '"1"\t"a"\t"b"\t"c"\t"5"', 3)],
      fail: [csv(students, '"1"\t"a"\t"b"\t"c"\t5', 3), csv(students, '"1"\t"a"\t"b"\t"c"\t"5"', 4), 'a\tb'],
    },
  ],
  [
    'custom:date_format_list',
    { pass: ['1796-04-12, 1815-06-18'], fail: ['1796-4-12', '1815-06-31', '1914-06-18', '18 June 1815', ''] },
  ],
])
