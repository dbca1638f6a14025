"""Month names and their abbreviations in the languages that feeds and pages write them in."""

# Where two languages disagree (listopad: November in Polish and Czech, October in Croatian) the more spoken one wins.
_NAMES = (
    # January
    "january jan januar januari janvier janv enero ene gener xaneiro gennaio gen janeiro jänner januára januára"
    " január ianuarie ian styczeń stycznia sty leden ledna led siječnja sijecnja ocak oca tammikuuta tammikuu"
    " tammi yanvar janar janúar sausio janvāris jaanuar января январь янв січня січ януари јануар јануара"
    " ιανουαρίου ιανουάριος ιαν يناير جانفي ینایر ژانویه جنوری ינואר जनवरी"
    " januarja jaanuari urtarrilaren sausis janvārī qańtar студзеня јануари қаңтар იანვარი იანვარს հունվարի"
    " հունվար มกราคม জানুয়ারি জানুয়ারি जानेवारी જાન્યુઆરી ஜனவரி జనవరి ಜನವರಿ ജനുവരി ਜਨਵਰੀ",
    # February
    "february feb pebruari februar februari februarie février fevrier févr fév febrero febrer febreiro febbraio"
    " fevereiro fev luty lutego lut únor února úno veljače şubat subat şub február februára febr helmikuuta helmikuu"
    " helmi shkurt febrúar veebruar февраля февраль фев лютого лют февруари фебруар фебруара φεβρουαρίου φεβρουάριος"
    " φεβ فبراير فيفري شباط فوریه فروری פברואר फरवरी फ़रवरी"
    " februarja otsailaren vasario vasaris februāris februārī fevral pebrero лютага ақпан თებერვალი თებერვალს"
    " փետրվարի փետրվար กุมภาพันธ์ ফেব্রুয়ারি ফেব্রুয়ারি फेब्रुवारी ફેબ્રુઆરી பிப்ரவரி ఫిబ్రవరి ಫೆಬ್ರವರಿ"
    " ഫെബ്രുവരി ਫਰਵਰੀ",
    # March
    "march mar maret märz mär maerz mars marzo març março marco maart mrt marzec marca březen března bře marec ožujka"
    " mart március márc martie maaliskuuta maaliskuu maalis marts märts марта март мар березня бер μαρτίου μάρτιος"
    " μαρ مارس آذار اذار مارچ מרץ מרס मार्च"
    " martxoaren kovo kovas martā mac machi marso сакавіка наурыз მარტი მარტს մարտի մարտ มีนาคม মার্চ માર્ચ மார்ச்"
    " మార్చి ಮಾರ್ಚ್ മാർച്ച് ਮਾਰਚ",
    # April
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub travnja nisan nis április ápr"
    " apríla aprilie huhtikuuta huhtikuu huhti prill apríl aprill апреля апрель апр квітня кві април април априла"
    " απριλίου απρίλιος απρ أبريل ابريل إبريل أفريل نيسان آوریل اپریل אפריל अप्रैल"
    " aprila apirilaren balandžio balandis aprīlis aprīlī aprel aprili abrilis красавіка сәуір აპრილი აპრილს"
    " ապրիլի ապրիլ เมษายน এপ্রিল एप्रिल એપ્રિલ ஏப்ரல் ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ ਅਪ੍ਰੈਲ ਅਪਰੈਲ نیسان",
    # May
    "may mai mayo maig maio mag maggio mei maj maja květen května kvě svibnja mayıs mayis május mája máj"
    " toukokuuta toukokuu touko maí maijs mayo мая май травня тра мај маја μαΐου μάιος μαΐ μάι مايو ماي أيار ايار"
    " مئی מאי मई"
    " maiatzaren gegužės gegužė maijā мамыр მაისი მაისს մայիսի մայիս พฤษภาคม মে मे મે மே మే ಮೇ മേയ് മെയ് ਮਈ",
    # June
    "june jun juni juin junio juny xuño giugno giu junho czerwiec czerwca cze červen června čvn čen lipnja"
    " haziran haz június jún júna iunie iun kesäkuuta kesäkuu kesä qershor júní juuni июня июнь июн червня чер юни"
    " јун јуна ιουνίου ιούνιος ιουν يونيو يونيه جوان حزيران ژوئن جون יוני जून"
    " junija ekainaren birželio birželis jūnijs jūnijā iyun hunyo чэрвеня јуни маусым ივნისი ივნისს հունիսի հունիս"
    " มิถุนายน জুন जून જૂન ஜூன் జూన్ ಜೂನ್ ജൂൺ ਜੂਨ",
    # July
    "july jul juli juillet juil julio juliol xullo luglio lug julho lipiec lipca lip červenec července čvc čec"
    " srpnja temmuz tem július júl júla iulie iul heinäkuuta heinäkuu heinä korrik júlí juuli июля июль июл липня"
    " юли јул јула ιουλίου ιούλιος ιουλ يوليو يوليه جويلية تموز ژوئیه جولائی יולי जुलाई"
    " julija uztailaren liepos liepa jūlijs jūlijā iyul julai hulyo ліпеня јули шілде ივლისი ივლისს հուլիսի հուլիս"
    " กรกฎาคม জুলাই जुलै જુલાઈ ஜூலை జులై జూలై ಜುಲೈ ജൂലൈ ਜੁਲਾਈ",
    # August
    "august aug agt août aout agosto ago agost ağustos agustos ağu augustus agustus agu sierpień sierpnia sie srpen"
    " srpna srp kolovoza augusztus augusta elokuuta elokuu gusht ágúst augusti августа август авг серпня сер"
    " августа αυγούστου αύγουστος αυγ أغسطس اغسطس أوت اوت آب اگست אוגוסט अगस्त"
    " avgust avgusta avqust abuztuaren rugpjūčio rugpjūtis augusts augustā agosti ogos жніўня тамыз აგვისტო"
    " აგვისტოს օգոստոսի օգոստոս สิงหาคม আগস্ট ऑगस्ट ઓગસ્ટ ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ਅਗਸਤ",
    # September
    "september sep sept septembre septiembre setiembre setembre settembre set setembro wrzesień września wrz září"
    " zář rujna eylül eylul eyl szeptember szept septembra septembrie syyskuuta syyskuu syys shtator сентября"
    " сентябрь сен сент вересня вер септември септембар септембра σεπτεμβρίου σεπτέμβριος σεπ سبتمبر أيلول ايلول"
    " سپتامبر ستمبر ספטמבר सितंबर सितम्बर"
    " irailaren rugsėjo rugsėjis septembris septembrī sentyabr sentabr septemba setyembre верасня қыркүйек"
    " სექტემბერი სექტემბერს սեպտեմբերի սեպտեմբեր กันยายน সেপ্টেম্বর सप्टेंबर સપ્ટેમ્બર செப்டம்பர் సెప్టెంబర్"
    " ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ ਸਤੰਬਰ",
    # October
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października paź říjen října říj"
    " ekim eki október októbra octombrie lokakuuta lokakuu loka tetor oktobra oktoober октября октябрь окт жовтня"
    " жов октомври октобар октобра οκτωβρίου οκτώβριος οκτ أكتوبر اكتوبر اکتبر اکتوبر אוקטובר अक्टूबर"
    " urriaren spalio spalis oktobris oktobrī oktyabr oktoba кастрычніка қазан ოქტომბერი ოქტომბერს հոկտեմբերի"
    " հոկտեմբեր ตุลาคม অক্টোবর ऑक्टोबर ઓક્ટોબર அக்டோபர் అక్టోబర్ ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ਅਕਤੂਬਰ",
    # November
    "november nov nopember novembre noviembre novembro listopad listopada lis studenoga studenog kasım kasim kas"
    " novembra noiembrie noi marraskuuta marraskuu marras nëntor nóvember nop ноября ноябрь ноя нояб листопада лис"
    " ноември новембар новембра νοεμβρίου νοέμβριος νοε نوفمبر نوامبر نومبر נובמבר नवंबर नवम्बर"
    " azaroaren lapkričio lapkritis novembris novembrī noyabr novemba nobyembre лістапада қараша ნოემბერი ნოემბერს"
    " նոյեմբերի նոյեմբեր พฤศจิกายน নভেম্বর नोव्हेंबर નવેમ્બર நவம்பர் నవంబర్ ನವೆಂಬರ್ നവംബർ ਨਵੰਬਰ",
    # December
    "december dec dezember dez décembre decembre déc diciembre dicembre dic desembre dezembro desember des"
    " grudzień grudnia gru prosinec prosince pro prosinca aralık aralik ara decembra decembrie joulukuuta joulukuu"
    " joulu dhjetor detsember декабря декабрь дек грудня гру декември децембар децембра δεκεμβρίου δεκέμβριος δεκ"
    " ديسمبر دسامبر دسمبر דצמבר दिसंबर दिसम्बर"
    " abenduaren gruodžio gruodis decembris decembrī dekabr desemba disember disyembre снежня желтоқсан დეკემბერი"
    " დეკემბერს դեկտեմբերի դեկտեմբեր ธันวาคม ডিসেম্বর डिसेंबर ડિસેમ્બર டிசம்பர் డిసెంబర్ ಡಿಸೆಂಬರ್ ഡിസംബർ ਦਸੰਬਰ",
)
MONTHS: dict[str, int] = {}  # a name in lower case -> 1 to 12; in Hebrew also with "in" before it
for _number, _names in enumerate(_NAMES, 1):
    for _name in _names.split():
        MONTHS.setdefault(_name, _number)
        if "א" <= _name[0] <= "ת":
            MONTHS.setdefault("ב" + _name, _number)
