"""Month names and their abbreviations in the languages that feeds and pages write them in."""

# Where two languages disagree (listopad: November in Polish and Czech, October in Croatian) the more spoken one wins.
_NAMES = (
    # January
    "january jan januar januari janvier janv enero ene gener xaneiro gennaio gen janeiro jänner januára januára"
    " január ianuarie ian styczeń stycznia sty leden ledna led siječnja sijecnja ocak oca tammikuuta tammikuu"
    " tammi yanvar janar janúar sausio janvāris jaanuar января январь янв січня січ януари јануар јануара"
    " ιανουαρίου ιανουάριος ιαν يناير جانفي ینایر ژانویه جنوری ינואר जनवरी",
    # February
    "february feb februar februari februarie février fevrier févr fév febrero febrer febreiro febbraio fevereiro"
    " fev luty lutego lut únor února úno veljače şubat subat şub február februára febr helmikuuta helmikuu helmi"
    " shkurt febrúar veebruar февраля февраль фев лютого лют февруари фебруар фебруара φεβρουαρίου φεβρουάριος φεβ"
    " فبراير فيفري شباط فوریه فروری פברואר फरवरी फ़रवरी",
    # March
    "march mar märz mär maerz mars marzo març março marco maart mrt marzec marca březen března bře marec ožujka"
    " mart március márc martie maaliskuuta maaliskuu maalis marts märts марта март мар березня бер μαρτίου μάρτιος"
    " μαρ مارس آذار اذار مارچ מרץ מרס मार्च",
    # April
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub travnja nisan nis április ápr"
    " apríla aprilie huhtikuuta huhtikuu huhti prill apríl aprill апреля апрель апр квітня кві април април априла"
    " απριλίου απρίλιος απρ أبريل ابريل إبريل أفريل نيسان آوریل اپریل אפריל अप्रैल",
    # May
    "may mai mayo maig maio mag maggio mei maj maja květen května kvě svibnja mayıs mayis május mája máj"
    " toukokuuta toukokuu touko maí maijs mayo мая май травня тра мај маја μαΐου μάιος μαΐ μάι مايو ماي أيار ايار"
    " مئی מאי मई",
    # June
    "june jun juni juin junio juny xuño giugno giu junho czerwiec czerwca cze červen června čvn čen lipnja"
    " haziran haz június jún júna iunie iun kesäkuuta kesäkuu kesä qershor júní juuni июня июнь июн червня чер юни"
    " јун јуна ιουνίου ιούνιος ιουν يونيو يونيه جوان حزيران ژوئن جون יוני जून",
    # July
    "july jul juli juillet juil julio juliol xullo luglio lug julho lipiec lipca lip červenec července čvc čec"
    " srpnja temmuz tem július júl júla iulie iul heinäkuuta heinäkuu heinä korrik júlí juuli июля июль июл липня"
    " юли јул јула ιουλίου ιούλιος ιουλ يوليو يوليه جويلية تموز ژوئیه جولائی יולי जुलाई",
    # August
    "august aug août aout agosto ago agost ağustos agustos ağu augustus agustus agu sierpień sierpnia sie srpen"
    " srpna srp kolovoza augusztus augusta elokuuta elokuu gusht ágúst augusti августа август авг серпня сер"
    " августа αυγούστου αύγουστος αυγ أغسطس اغسطس أوت اوت آب اگست אוגוסט अगस्त",
    # September
    "september sep sept septembre septiembre setiembre setembre settembre set setembro wrzesień września wrz září"
    " zář rujna eylül eylul eyl szeptember szept septembra septembrie syyskuuta syyskuu syys shtator сентября"
    " сентябрь сен сент вересня вер септември септембар септембра σεπτεμβρίου σεπτέμβριος σεπ سبتمبر أيلول ايلول"
    " سپتامبر ستمبر ספטמבר सितंबर सितम्बर",
    # October
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października paź říjen října říj"
    " ekim eki október októbra octombrie lokakuuta lokakuu loka tetor oktobra oktoober октября октябрь окт жовтня"
    " жов октомври октобар октобра οκτωβρίου οκτώβριος οκτ أكتوبر اكتوبر اکتبر اکتوبر אוקטובר अक्टूबर",
    # November
    "november nov novembre noviembre novembro listopad listopada lis studenoga studenog kasım kasim kas novembra"
    " noiembrie noi marraskuuta marraskuu marras nëntor nóvember nop ноября ноябрь ноя нояб листопада лис ноември"
    " новембар новембра νοεμβρίου νοέμβριος νοε نوفمبر نوامبر نومبر נובמבר नवंबर नवम्बर",
    # December
    "december dec dezember dez décembre decembre déc diciembre dicembre dic desembre dezembro desember des"
    " grudzień grudnia gru prosinec prosince pro prosinca aralık aralik ara decembra decembrie joulukuuta joulukuu"
    " joulu dhjetor detsember декабря декабрь дек грудня гру декември децембар децембра δεκεμβρίου δεκέμβριος δεκ"
    " ديسمبر دسامبر دسمبر דצמבר दिसंबर दिसम्बर",
)
MONTHS: dict[str, int] = {}  # a name in lower case -> 1 to 12; in Hebrew also with "in" before it
for _number, _names in enumerate(_NAMES, 1):
    for _name in _names.split():
        MONTHS.setdefault(_name, _number)
        if "א" <= _name[0] <= "ת":
            MONTHS.setdefault("ב" + _name, _number)
