/** English verbs whose past forms no stemmer brings back: base, then its other forms. Questions ask `when did it begin`, notes say `it began`. */
const ENGLISH = `arise arose arisen;beat beaten;become became;begin began begun;bend bent;bind bound;bite bit bitten;blow blew blown;break broke broken;bring brought;build built;burn burnt;
buy bought;catch caught;choose chose chosen;come came;deal dealt;dig dug;draw drew drawn;drink drank drunk;drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;
find found;fly flew flown;forget forgot forgotten;freeze froze frozen;get got gotten;give gave given;go went gone;grow grew grown;hang hung;have had;hear heard;hide hid hidden;hold held;keep kept;
know knew known;lead led;leave left;lend lent;lie lay lain;lose lost;make made;mean meant;meet met;pay paid;ride rode ridden;ring rang rung;rise rose risen;run ran;say said;see saw seen;seek sought;
sell sold;send sent;shake shook shaken;shine shone;shoot shot;show shown;shrink shrank shrunk;sing sang sung;sink sank sunk;sit sat;sleep slept;speak spoke spoken;spend spent;stand stood;steal stole stolen;
stick stuck;strike struck;swear swore sworn;swim swam swum;take took taken;teach taught;tear tore torn;tell told;think thought;throw threw thrown;understand understood;wake woke woken;wear wore worn;
win won;write wrote written`;

/** Past form to base. */
export const irregularVerbs: ReadonlyMap<string, string> = new Map(
  ENGLISH.split(';').flatMap((line) => {
    const [base = '', ...forms] = line.trim().split(/\s+/);
    return forms.map((form) => [form, base] as const);
  }),
);
