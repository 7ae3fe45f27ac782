import type { Language } from './language.ts';

/**
 * Words that carry no topic, by language, as the tokenizer writes them (small letters, apostrophes resolved).
 * They also are the profile by which a note's language is told. Chosen from the closed word classes: articles, pronouns,
 * prepositions, conjunctions, auxiliary verbs and question words.
 */
export const stopWords: Readonly<Partial<Record<Language, string>>> = {
  en: `a about above after again against all also am an and any are arent as at be because been before being below between both but by can cannot cant
    could couldnt did didnt do does doesnt doing dont down during each either else ever few for from further had hadnt has hasnt have havent having he her here
    hers herself him himself his how however i if in into is isnt it its itself just let me more most must my myself no nor not of off on once only or other
    ought our ours ourselves out over own same shall shant she should shouldnt so some such than that the their theirs them themselves then there these they
    this those through thus to too under until up upon us very was wasnt we were werent what when where whether which while who whom whose why will with within
    without wont would wouldnt yet you your yours yourself yourselves`,
  de: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist da damit dann das dass dasselbe
    dazu daß dein deine deinem deinen deiner dem den denn der deren derer des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
    eine einem einen einer eines einige einigen einiger er es etwas euch euer eure für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn
    ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner
    können könnte man manche mein meine meinem meinen meiner mich mir mit muss musste müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem
    seinen seiner seines selbst sich sie sind so solche solchem solchen solcher soll sollte sondern sonst sowie über um und uns unser unsere unserem unseren unter vom von vor
    wann war waren warst warum was weg weil welche welchem welchen welcher welches wenn wer wem wen werde werden wessen wie wieder wieso will wir wird wirst wo
    woher wohin wollen wollte wurde wurden während würde würden zu zum zur zwar zwischen`,
  fr: `à afin ai aie aient ainsi alors après as au aucun aucune aurait aussi autre autres aux avait avant avec avez avoir avons c car ce ceci cela celle celles celui
    cependant ces cet cette ceux chaque chez ci comme comment d dans de depuis des dont donc du elle elles en encore entre es est et étaient était étant été être eu eux
    fait fut furent il ils j je jusqu l la laquelle le lequel les lesquels leur leurs lors lorsqu lui m ma mais me même mêmes mes moi moins mon n ne ni non nos notre nous on
    ont ou où par parce pas pendant peu peut plus pour pourquoi puis puisqu qu quand que quel quelle quelles quels qui quoi s sa sans se sera serait ses si soit son sont
    sous suis sur t ta te tes toi ton tous tout toute toutes très tu un une vers vos votre vous y`,
  es: `a al algo algún alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aquí así aun aunque cada como cómo con contra cual cuál cuales cuáles cuando
    cuándo cuanto cuánto cuántos cuántas cuya cuyo de del desde donde dónde dos durante e el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos
    esta está estaba estado están estas este esto estos fue fueron ha había habían han hasta hay he la las le les lo los más me mediante mi mis mientras mismo mucho muchos
    muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quién quienes se sea según ser si sí sido sin
    sino sobre solo son su sus también tanto te tener tenía ti tiene tienen toda todas todo todos tras tu tus un una unas uno unos y ya yo`,
  it: `a ad agli ai al alcuni alcuna alla alle allo anche ancora aveva avevano avere c che chi ci ciò cioè come con contro cosa cui d da dagli dai dal dalla dalle dallo degli
    dei del dell della delle dello di dopo dove due e è ed era erano essere fa fino fra gli ha hanno ho i il in io l la le lei li lo loro lui ma me mi mia mio molto ne negli nei nel
    nell nella nelle nello no noi non nostra nostro o ogni per perché però più poi prima qual quale quali quando quanto quanti quella quelle quelli quello questa queste questi
    questo qui s sarà se sei senza si sia siamo siete sono sopra sotto sta stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tu tutti tutto un una uno
    v vi voi`,
  pt: `a à ainda algum alguma alguns ao aos após aquela aquelas aquele aqueles as às até cada com como da das de dela dele deles depois desde do dos e é ela elas ele eles em
    entre era eram essa essas esse esses esta está estão estas estava este estes eu foi foram há isso isto já lhe lhes mais mas me mesmo meu minha muito muitos na não nas
    nem no nos nós nossa nosso num numa o onde os ou outra outras outro outros para pela pelas pelo pelos per pode pois por porque porquê qual quais quando quanto quantos que quê quem se
    seja sem ser seu seus será são sob sobre sua suas só também tem têm tinha toda todas todo todos tu um uma umas uns você vocês`,
  nl: `aan al alle als altijd andere bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had hadden heb hebben heeft hem het hier hij hoe hun iets ik in is ja
    je jij kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen toch toen tot u uit uw van veel
    voor waar waarom wanneer want waren was wat welk welke werd werden wezen wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou`,
  sv: `all alla allt är att av blev bli blir dem den denna deras dess dessa det detta dig din där då efter ej eller en er ett från för ha hade han hans har hon hur här i icke ingen
    inom inte jag kan kunde man med mellan men mig min mot mycket ni nu när någon något några och om oss på samma sedan sig sin sitt själv ska skulle som så sådan till under upp ut utan vad var varför
    varit vart vem vi vid vilka vilken vilket än åt över`,
  da: `ad af alle alt anden at begge blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et for fordi fra før ham han hans har havde
    have hende her hos hun hvad hvem hver hvilken hvilke hvis hvor hvordan hvorfor hvornår i ikke ind ingen intet jeg kan kom kunne man mange med meget mellem men mig min mod når noget nogle nu og også om op os over på
    sig sin skal skulle som sådan til ud under var ved vi vil ville været`,
  no: `alle at av bare ble bli blir bort da de deg den denne der dere deres det dette din disse du eller en enn er et etter for fordi fra før ha hadde han hans har hun hva hvem hver hvilken hvilke hvis hvor
    hvordan hvorfor ikke i ingen inn jeg kan kom kunne man mange med meg mellom men mer mot min mye når noe noen nå og også om opp oss over på samme seg selv sin skal skulle slik som så til ut under var ved
    vi vil ville vært å`,
  fi: `ei eivät ehkä en että ennen hän he hänen häntä ja jo joka jonka jos jossa jota joten kaikki kanssa ketkä kenen kuin kuinka kuka kun kuten me mikä miksi missä mitä mitkä minä minun
    mukaan mutta myös ne niiden niin nämä näiden noin nyt oli olivat olla on ovat se sekä sen siinä siitä sitä tai tämä tämän tässä te tuo vai vaan vain voi`,
  hu: `a abban ahhoz aki akik amely amelyek ami az azok azon azt azzal bár be csak de e ebben egy egyes egyik el ennek és ez ezek ezt ezzel fel ha hanem hogy hol hogyan hozzá illetve is itt jó ki kik kell
    kellett legyen le lehet lenne lett ma már meg mely melyek melyik mennyi mert mi miért mikor milyen mint mivel most nagyon ne nem nincs ő ők olyan ott s sem szerint több úgy után vagy valamint van vannak
    volna volt voltak`,
  ro: `a acea aceasta această aceea acel acest aceste acestea aceștia acești acolo ai aici al ale am ar are as asta astfel atunci au avea ca care când cât câte ce cea cei cel cele cine ci cu cum da dacă
    dar de deci deși despre din după e ea ei el ele era erau este eu fi fie fost în între își îl la le li lor lui mai mult ne nici noi nu o or pe pentru prin sa să sale sau se și si sub sunt tot toate tu
    un una unde unei unor unui va voi vor`,
  tr: `acaba ama ancak artık az bazı belki ben bir biri biz bu buna bunda bundan bunlar bunu bunun çok çünkü da daha de defa diye en eğer gibi göre hangi hem hep hepsi her hiç için ile ise işte kaç kadar
    kendi ki kim kimi mı mi mu mü nasıl ne neden nerede nereye niçin niye o olan olarak oldu olduğu olduğunu olur on onlar onu onun sanki siz şey şu tarafından üzere var ve veya ya yani yok`,
  pl: `a aby ale albo ani aż bardzo bez bo by być był była było były bym ci ciebie co czy czyli dla do gdy gdzie go i ich ile im inne iż ja jak jaka jaki jakie jako je jednak jego jej jest jestem jeszcze jeśli już
    każdy kiedy kto która które którego której którzy który ku lub ma mają mi mnie może mu my na nad nam nas nasz nie nich nim niż no o od on ona one oni ono oraz po pod podczas ponieważ poza przed przez przy
    również są się skąd sobie swoje ta tak także tam te tego tej ten to też tu ty tych tylko tym u w wam was we więc wszystko z za ze został została zostały że`,
  cs: `a aby ale ani asi až bez bude budou by byl byla byli bylo být co což či dnes do ho i já jak jako je jeho jej její jejich jen ještě již jsem jsi jsme jsou k kam kde kdo kdy když ke kolik která které kterého který
    kteří ku má mají mezi mi mít mně mnou může my na nad nám nás náš ne nebo nebyl než něco ní nic o od on ona oni ono po pod podle pokud pouze pro proč proto protože před přes při s se si sice své svůj ta tak
    také takže tam té ten tento to toho tom tu ty u už v vám vás ve však z za zda ze že`,
  ca: `a al als altra altre altres amb aquell aquella aquest aquesta aquests aquestes això així cada com contra de del dels des després dins el ella elles ells els em en encara entre era és eren es està ens estat
    fins ha han havia hi ho i la les li lo més mateix me molt ni no nosaltres nostre o on per perquè però poc qual quan quant què que qui sense ser seu seva seus si sobre sota són també tan tot tots un una unes uns va van vostre`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее её если есть еще ещё же за здесь и из или им их к как какая какие какой каких когда который которая которые
    которых кто куда ли либо между меня мне многие может можно мой мы на над надо нам нас не него нее ней нет ни них но ну о об однако он она они оно от очень по под после потому почему при про с сам свой себе себя сколько со
    так также такие такой там те тем то того тоже той только том ты у уже хотя чего чей чем что чтобы чье эта эти это этого этой этом этот я`,
  uk: `а або але б без би був була були було бути в вам вас весь вже ви від він вона вони воно все всі для до за з зі із є же й його її їх і коли куди між мене мені може можна мій ми на над нам нас не немає ні але о об однак
    от по під після при про с сам свій себе скільки так також та така такі такий там те тим то того тоді той тільки ти у хоча хто це цей ця ці цього цієї чи чому чий чим що щоб як яка яке які який я`,
  ar: `في من على إلى الى عن مع هذا هذه ذلك تلك هو هي هم هن كان كانت كانوا يكون تكون أن ان إن التي الذي الذين ما ماذا متى أين اين كيف كم لماذا من أي اي هل لا لم لن ليس ليست قد كل بعض غير بين بعد قبل عند عندما حيث حتى أو او
    أم ثم لكن كما إذا اذا إلا الا أيضا ايضا به بها له لها لهم منه منها فيه فيها عليه عليها إليه و ف ب ل وهو وهي وقد ومن وفي ولا وكان وكانت فقد وأن ولم`,
  fa: `از به با در را که این آن و یا هم برای تا بر است بود بودند شد شده می های ها هر یک چه چرا چگونه کجا کی اما اگر نیز پس پیش بین دیگر همه خود او آنها ما شما من تو باید شود کرد کرده کند نیست دارد`,
  hi: `का की के को में है हैं था थी थे और या से पर ने यह वह ये वे इस उस इन उन एक ही भी तो कि जो जब तब कब कहाँ कहां क्या क्यों कैसे कौन कितने कितना कितनी किस किसने किसे लिए साथ तक द्वारा हो होता होती होते हुआ हुई हुए कर करने किया
    गया गई गए जा जाता जाती जाते रहा रही रहे नहीं न अपने अपनी अपना बाद पहले कुछ कोई सब बहुत अब यहाँ वहाँ मैं हम आप तुम मेरा हमारे उनके उनकी इसके इसकी उसके उसकी जिस जिसे जिसके जैसे लेकिन अगर तथा एवं`,
  el: `ο η το οι τα του τησ τησ των τον την τουσ τισ ένα ένασ μια μία και ή να δεν μην θα με σε από για στο στη στην στον στα στουσ στισ που ποιοσ ποια ποιο ποιοι ποιεσ πότε πού πώσ πόσο πόσα πόσοι τι γιατί ότι όταν αν αλλά
    όπωσ ωσ κατά μετά πριν προσ παρά χωρίσ είναι ήταν έχει έχουν είχε αυτό αυτή αυτόσ αυτά αυτέσ αυτών αυτού τουσ μασ σασ μου σου εγώ εσύ εμείσ πολύ πιο`,
  he: `של את על עם אל מן מ ב ל ה ו כ ש הוא היא הם הן אני אתה אנחנו אתם זה זאת זו אלה אלו היה היתה הייתה היו יהיה יש אין לא כן גם רק כל כי אם או אבל אך אשר מה מי מתי איפה היכן איך כיצד כמה למה מדוע איזה איזו בין אחרי לפני עד
    כאשר כמו יותר מאוד שלו שלה שלהם לו לה להם בו בה`,
  hy: `և եւ ու է են էր էին ի որ որը որի որոնք այս այդ այն մի մեկ թե բայց նաև համար մեջ հետ մասին ինչ ինչպես երբ որտեղ ով ում քանի ինչու չի ոչ նա նրա նրանք`,
  ta: `ஒரு இந்த அந்த என்று மற்றும் என்ன யார் எங்கே எப்போது எப்படி ஏன் எத்தனை உள்ள இது அது இவை அவை அவர் அவர்கள் நான் நாம் நீ நீங்கள் இருந்து மூலம் ஆகும் என்ற போது பின்னர் ஆனால்`,
};
