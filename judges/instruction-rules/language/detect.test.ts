import { expect, test } from 'vitest'
import { detectLanguage, isIn } from './detect.ts'
import { languagesOf } from './scripts.ts'
import { signsOf } from './signs.ts'

/** The same small talk in each language. */
const said: Readonly<Record<string, string>> = {
  en: 'I have not seen them since the weather was so bad, but they will come tomorrow.',
  es: 'No los he visto desde que hizo tan mal tiempo, pero vendrán mañana con su familia.',
  fr: 'Je ne les ai pas vus depuis le mauvais temps, mais ils viendront demain avec leur famille.',
  de: 'Ich habe sie nicht gesehen, seit das Wetter so schlecht war, aber sie kommen morgen.',
  pt: 'Não os vejo desde que o tempo ficou tão mau, mas eles vêm amanhã com a família.',
  it: 'Non li ho visti da quando il tempo era così brutto, ma verranno domani con la famiglia.',
  nl: 'Ik heb ze niet gezien sinds het weer zo slecht was, maar ze komen morgen met hun kinderen.',
  sv: 'Jag har inte sett dem sedan vädret var så dåligt, men de kommer i morgon och stannar.',
  da: 'Jeg har ikke set dem, siden vejret blev så dårligt, men de kommer i morgen og bliver hvis de vil.',
  fi: 'En ole nähnyt heitä, koska sää oli niin huono, mutta he tulevat huomenna ja jäävät.',
  pl: 'Nie widziałem ich, odkąd pogoda była taka zła, ale przyjadą jutro i zostaną.',
  tr: 'Hava çok kötü olduğu için onları görmedim ama yarın gelecekler ve burada kalacaklar.',
  vi: 'Tôi không gặp họ từ khi thời tiết xấu, nhưng ngày mai họ sẽ đến và ở lại.',
  id: 'Saya tidak melihat mereka karena cuaca buruk, tetapi mereka akan datang besok dan tinggal.',
  sw: 'Sijawaona kwa sababu ya hali ya hewa, lakini watakuja kesho na watoto wao.',
  ro: 'Nu i-am văzut de când vremea a fost atât de rea, dar vor veni mâine și vor rămâne.',
  ru: 'Я не видел их с тех пор, как погода была такой плохой, но они приедут завтра.',
  uk: 'Я не бачив їх відтоді, як погода була такою поганою, але вони приїдуть завтра.',
  bg: 'Не съм ги виждал, откакто времето беше толкова лошо, но те ще дойдат утре.',
  ar: 'لم أرهم منذ أن كان الطقس سيئا إلى هذا الحد، لكن سوف يأتون غدا مع أسرتهم.',
  fa: 'من آنها را از وقتی که هوا بد بود ندیده‌ام، اما فردا با خانواده خود می آیند.',
  ur: 'میں نے ان کو نہیں دیکھا جب سے موسم خراب تھا، لیکن وہ کل آئیں گے اور رہیں گے۔',
  hi: 'मैंने उन्हें नहीं देखा क्योंकि मौसम खराब था, लेकिन वे कल आएंगे और यहाँ रहेंगे।',
  mr: 'मी त्यांना पाहिले नाही कारण हवामान खराब होते, पण ते उद्या येणार आहेत आणि राहतील.',
  ne: 'मैले उनीहरूलाई देखेको छैन किनभने मौसम खराब थियो, तर उनीहरू भोलि आउने छन् र बस्ने छन्।',
  ja: '天気がとても悪かったので彼らに会っていませんが、明日来ます。',
  zh: '因为天气很差，我没有见到他们，不过他们明天会来。',
  ko: '날씨가 너무 나빠서 그들을 보지 못했지만 내일 올 것입니다.',
  he: 'לא ראיתי אותם מאז שמזג האוויר היה כל כך גרוע, אבל הם יבואו מחר.',
  th: 'ฉันไม่ได้พบพวกเขาเพราะอากาศแย่มาก แต่พวกเขาจะมาพรุ่งนี้',
  bn: 'আবহাওয়া খুব খারাপ ছিল বলে আমি তাদের দেখিনি, কিন্তু তারা কাল আসবে।',
  pa: 'ਮੌਸਮ ਬਹੁਤ ਖਰਾਬ ਸੀ ਇਸ ਲਈ ਮੈਂ ਉਨ੍ਹਾਂ ਨੂੰ ਨਹੀਂ ਦੇਖਿਆ।',
  gu: 'હવામાન ખૂબ ખરાબ હતું તેથી મેં તેમને જોયા નથી.',
  ta: 'வானிலை மோசமாக இருந்ததால் நான் அவர்களைப் பார்க்கவில்லை.',
  te: 'వాతావరణం చాలా చెడ్డగా ఉన్నందున నేను వారిని చూడలేదు.',
  kn: 'ಹವಾಮಾನ ತುಂಬಾ ಕೆಟ್ಟದಾಗಿದ್ದರಿಂದ ನಾನು ಅವರನ್ನು ನೋಡಲಿಲ್ಲ.',
  ml: 'കാലാവസ്ഥ വളരെ മോശമായതിനാൽ ഞാൻ അവരെ കണ്ടില്ല.',
}

test.each(Object.entries(said))('%s is told, in capitals too', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
  expect(detectLanguage(text.toUpperCase())).toBe(language)
})

test('what most of the text is in counts, whatever names stand in it', () => {
  expect(detectLanguage(`${said['kn']} (Python, JavaScript)`)).toBe('kn')
  expect(detectLanguage(`${said['en']} 北京`)).toBe('en')
})

test('a text without letters is in any language, a word or two in none for sure', () => {
  expect(detectLanguage('12 + 30 = 42!')).toBeUndefined()
  expect(isIn('fi', '12 + 30 = 42!')).toBe(true)
  expect(detectLanguage('Etchings')).toBe('und')
  expect(isIn('en', 'Etchings')).toBe(false)
})

test('each language of a shared script has words of its own', () => {
  const shared = Object.values(languagesOf).filter(languages => languages.length > 1)
  const without = shared.flat().filter(language => signsOf(language).common.size < 20)
  expect(without).toEqual([])
})
