/** Words that are common in a language and rare in its neighbours, and letters that its neighbours lack. */
export interface Signs {
  common: ReadonlySet<string>
  letters?: RegExp
}

export function signsOf(language: string): Signs {
  const kept = made.get(language)
  if (kept !== undefined) return kept
  const letters = ownLetters[language]
  const signs = {
    common: new Set(commonWords[language]?.split(' ') ?? []),
    ...(letters === undefined ? {} : { letters: new RegExp(`[${letters}]`, 'gu') }),
  }
  made.set(language, signs)
  return signs
}

const made = new Map<string, Signs>()

const commonWords: Readonly<Record<string, string>> = {
  en: 'the of and to a in is that it for was with as his on be at by i this had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people how too little good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three small love let s t don re ll ve m',
  es: 'el la los las de del que y en un una es por con no para su se lo como más pero sus le ya este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos esto mí antes algunos qué unos yo otro otras otra él tanto toda persona derecho son está ser fue al',
  fr: 'le la les de des du et en un une est que qui dans pour pas sur au aux avec ce cette ces il elle ils elles se son sa ses par plus ne nous vous je tu mais ou où être avoir sont été comme tout tous toute leur leurs y si même aussi fait peut très sans entre droit personne l d qu c j n s à',
  de: 'der die das den dem des und in ein eine einen einem einer eines ist nicht von zu mit sich auf für im es auch an als wie bei aus er sie ich wir ihr hat haben wird werden sind war nach zum zur durch über oder aber noch nur wenn so man kann sein seine seiner seinen ihre mehr vor jeder recht mensch alle unter um dass',
  pt: 'o os a as de do da dos das que e em um uma é para com não por na no nas nos se mais como mas foi ao ele ela seu sua ou ser quando muito há já está eu também só pelo pela até isso entre era depois sem mesmo aos ter seus quem nem suas meu às minha têm numa pelos elas você são pessoa direito tem toda todo',
  it: 'il lo la i gli le di del della dei degli delle che e è un una in per non con si da dal dalla nel nella al alla sono come ma ha ho più anche se o questo questa suo sua sue loro essere ed ogni individuo diritto tutti tutto su sul sulla tra fra ci mi ti era cui quando molto dove chi senza',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als dan bij door uit naar maar heeft hij zij ze wij je ik u hun haar die deze dit wordt worden kan of over tot nog geen wel zo meer wat was recht ieder heb hebben onze ons',
  sv: 'och att det som en ett är på för av med den inte har de till om han hon jag var så men vi kan sig från när eller vid nu alla man efter skall ska där denna dess ut över samt rätt envar också mycket utan här detta du',
  da: 'og at det som en et er på til af med den ikke har de for han hun jeg var så men vi kan sig fra når eller ved nu alle man efter skal hvor denne ud over samt ret enhver også meget uden her dette du blev være mod hvis kun',
  no: 'og at det som en et er på til av med den ikke har de for han hun jeg var så men vi kan seg fra når eller ved nå alle man etter skal hvor denne ut over samt rett enhver også mye uten her dette du ble være mot hvis bare noe',
  fi: 'ja on ei se että oli hän mutta ovat kun niin tai myös kuin joka mitä sen hänen minä sinä me te he tämä nämä olla jos mukaan sekä jotka vain ole oikeus jokaisella ihmisoikeuksien kanssa voi ollut hyvin nyt sitten tämän siitä niitä häntä ettei kuka mikä jossa joita kaikki',
  et: 'ja on ei see et oli ta aga kui siis või ka kes mida selle tema mina sina me te nad need olla oma igal inimesel õigus ning mis ära veel nii väga seda kuid pole peab saab iga oleks nende ja',
  pl: 'i w na z się do nie to jest że o jak ale po co tak za od przez dla są być tym jego jej ich tego który która które oraz lub czy już tylko może ma przy pod bez nas mnie każdy prawo człowiek człowieka ze ten ta te wszystkich było był była',
  cs: 'a v na se je že to s do z o i jak ale po co tak za od pro jsou být tím jeho její jejich toho který která které nebo již jen může má při pod bez nás mě každý právo člověk ve ze by byl bylo byla si aby jako podle není také když',
  sk: 'a v na sa je že to s do z o i ako ale po čo tak za od pre sú byť tým jeho jej ich toho ktorý ktorá ktoré alebo už len môže má pri pod bez nás mňa každý právo človek vo zo by bol bolo bola si aby podľa nie tiež keď',
  sl: 'in v na se je da to s z do o kot pa po kaj tako za od pri so biti njegov njen njihov tega ki ali že le lahko ima pod brez nas mene vsak pravico človek kako ne bi bil bilo bila tudi ko sem iz med',
  hr: 'i u na se je da to s do o kao po što tako za od pri su biti njegov njen njihov toga koji koja koje ili već samo može ima pod bez nas mene svatko pravo čovjek kako ne bi bio bilo bila također kad sam iz između ali nije ima sve',
  hu: 'a az és hogy nem is egy van meg csak ez azt ha de már még mint vagy volt el ki be le fel minden mindenki joga van személynek ezt aki ami amely lehet kell nincs sem én te ő mi ti ők nagyon itt ott most kell után között szerint',
  ro: 'și în de la cu pe nu un o este că din care se pentru mai sau a al ale fi dar sunt au ca prin ce după lui ei lor orice persoană dreptul are său sa acest această între fără numai fost către când noi voi eu tu el ea',
  tr: 've bir bu da de için ile çok ne o gibi daha olarak olan var her kadar sonra ama en ya değil mi hakkı herkes kendi veya ben sen biz siz onlar şu diye ki ise göre bütün hiç yok bunu onun bana olduğu zaman',
  vi: 'và của là có các được trong một không người cho với những này đã để khi từ đến về như tôi cũng ra quyền mọi hay hoặc bạn rằng thì tại nhiều lại đó vào trên phải sẽ làm nếu chỉ cần đều ở bị nào ai hơn rất họ chúng',
  id: 'yang dan di dari untuk dengan ini itu adalah pada tidak dalam akan ke oleh sebagai juga atau hak orang setiap ada telah bisa saya kami kita mereka dia anda karena dapat lebih seperti sudah hanya tetapi bahwa secara saat para berhak ia lain',
  tl: 'ang ng sa na mga at ay ito si ni kay para ko mo siya niya nila sila namin natin tayo kami ako ikaw hindi may mayroon kung kanyang karapatan bawat tao o pero ngunit dahil isang lahat din rin pa lang upang nang',
  sw: 'na ya wa kwa ni za katika la cha vya au kuwa haki kila mtu yake wake hii hiyo huo hizo ambayo ambao si pia lakini kama watu hakuna yeyote bila wote zote mimi wewe yeye sisi ninyi wao ili hivyo sana moja nchi kutoka baada kuhusu mimi yangu yako hapa huu hili',
  so: 'oo waa iyo ka ku in ay uu la leh qof kasta xaq u waxaa waxa ama kale aan soo ee kala si aad iyada isaga mid badan lahaa yahay yihiin inuu waxay ahayn',
  sq: 'dhe të në e i së për me një është nga që më si ka do nuk u ai ajo ata ky kjo por edhe ose këtë çdo drejtë njeri gjithë tyre tij saj kanë janë të',
  lt: 'ir yra kad į iš su ne bet kaip jo jos jų turi teisę kiekvienas žmogus ar tai buvo už apie prie nuo taip pat arba savo šis ši aš tu mes jūs jie kuris būti gali per po',
  lv: 'un ir ka uz no ar ne bet kā viņa viņas viņu tiesības katram cilvēkam vai tas bija par pie arī savu šis šī es tu mēs jūs viņi kurš būt var pēc lai kas nav to',
  ca: 'el la els les de del que i en un una és per amb no a se com més però seu seva al als les o ser tota persona dret té dels aquest aquesta amb són també molt sense entre on quan jo tu ell ella',
  cy: 'y yr a i o yn ac ei mae ar am nid gan hawl pawb neu bod sydd wedi fel â eu ni chi fi ef hi nhw hyn hynny un dim os ond gyda cael pob oedd',
  af: 'die en van in is dat het te nie vir met op wat sy om hy ook as aan word deur ek ons julle hulle haar hom maar of so nog kan elke een reg hierdie was wees uit na by baie',
  ru: 'и в не на что с он как это по но к из у за от так же для то все она они мы вы я ты его её их или если уже когда был была было были бы быть имеет право каждый человек также при только о об ещё нет может чтобы который которые где этот эта эти',
  uk: 'і в у не на що з він як це по але до із за від так же для то все вона вони ми ви я ти його її їх або якщо вже коли був була було були б бути має право кожна людина також при тільки про ще ні може щоб який які де цей ця ці та й є',
  bg: 'и в не на че с той като това по но към от за у така да се е са тя те ние вие аз ти го я ги или ако вече когато беше бил била било бъде има право всеки човек също при само още може който които къде този тази тези със във ще си до',
  mk: 'и во не на дека со тој како ова по но кон од за така да се е тоа таа тие ние вие јас ти го ја ги или ако веќе кога беше бил има право секој човек исто при само уште може кој кои каде овој оваа овие ќе си до што',
  ar: 'في من على أن إلى هذا هذه التي الذي عن مع لا ما كان هو هي كل أو ذلك قد لم بعد قبل حق شخص لكل بين إن عند حتى غير كما و إذا ثم نحن أنا',
  fa: 'و در به از که این را با است برای آن هر یک خود تا بر هم نیز می یا اما او ما شما من آنها شود کرد بود دارد حق کس باید نمی های ای اند شده کند باشد چه همه اگر',
  ur: 'کے کی کا میں اور ہے سے کو کہ نے پر یہ ہیں اس بھی کر تو ہو ایک جو نہیں تھا وہ لئے لیے گا گی گے کیا ان اپنے ہر حق شخص ہم آپ تھے تھی یا جا ساتھ بہت ہی دیا',
  hi: 'के की का में और है से को कि ने पर यह हैं इस भी कर तो हो एक जो नहीं था वह लिए गया किया उन अपने हर हम आप थे थी या जा साथ बहुत ही दिया किसी व्यक्ति प्रत्येक अधिकार को तथा होगा रहा मैं',
  mr: 'आणि आहे च्या या हे ते तो ती व करून नाही आहेत असे एक होते त्या मध्ये साठी पण केले केली मी आम्ही तुम्ही आपण काही झाला झाली किंवा प्रत्येक मनुष्यास अधिकार त्याच्या त्यांच्या असा होता करण्यात येईल की मला माझ्या आपल्या त्याला हा ही',
  ne: 'र छ को मा हरेक व्यक्तिलाई अधिकार छन् हुन गर्न गरेको यो त्यो पनि भने लागि भएको हो हुने गर्ने तथा वा एक म हामी तपाईं उनी थियो हुनेछ छैन यस त्यस देखि सम्म भन्ने गरी यसको आफ्नो तर सबै',
}

const ownLetters: Readonly<Record<string, string>> = {
  es: 'ñ¿¡',
  de: 'ß',
  pt: 'ãõ',
  pl: 'łżźśćńąę',
  cs: 'řůě',
  sk: 'ľĺŕô',
  hu: 'őű',
  ro: 'țșăşţ',
  tr: 'ğışİ',
  vi: 'ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ',
  sv: 'å',
  et: 'õ',
  lt: 'ėųįū',
  lv: 'āēīūķļņģ',
  sq: 'ë',
  uk: 'іїєґ',
  ru: 'ыэё',
  mk: 'јќѓљњџ',
  fa: 'پچژگیک',
  ur: 'ٹڈڑںےہھ',
  mr: 'ळ',
}
