"""Weekday names in the languages that news is written in, in small letters, Monday first."""

_NAMES = (
    "monday montag lundi lunes lunedì segunda maandag måndag mandag maanantai poniedziałek pondělí hétfő luni pazartesi"
    " senin понедельник понеділок понеделник ponedjeljak ponedeljek δευτέρα 월요일 الاثنين الإثنين اثنين دوشنبه सोमवार",
    "tuesday dienstag mardi martes martedì terça dinsdag tisdag tirsdag tiistai wtorek úterý kedd marți salı"
    " selasa вторник вівторок utorak torek τρίτη 화요일 الثلاثاء ثلاثاء سه‌شنبه मंगलवार",
    "wednesday mittwoch mercredi miércoles mercoledì quarta woensdag onsdag keskiviikko środa środę středa středu"
    " szerda miercuri çarşamba rabu среда среду середа середу сряда srijeda srijedu sreda sredo τετάρτη 수요일 الأربعاء"
    " الاربعاء أربعاء چهارشنبه बुधवार",
    "thursday donnerstag jeudi jueves giovedì quinta donderdag torsdag torstai czwartek čtvrtek csütörtök joi"
    " perşembe kamis четверг четвер четвъртък četvrtak četrtek πέμπτη 목요일 الخميس خميس پنجشنبه गुरुवार",
    "friday freitag vendredi viernes venerdì sexta vrijdag fredag perjantai piątek pátek péntek vineri cuma"
    " jumat пятница пятницу п'ятниця п'ятницю пятницата петък petak petek παρασκευή 금요일 الجمعة جمعة جمعه शुक्रवार",
    "saturday samstag sonnabend samedi sábado sabato zaterdag lördag lørdag lauantai sobota sobotu szombat sâmbătă"
    " cumartesi sabtu суббота субботу субота суботу събота subota subotu sobota soboto σάββατο"
    " 토요일 السبت سبت شنبه शनिवार",
    "sunday sonntag dimanche domingo domenica zondag söndag søndag sunnuntai niedziela niedzielę neděle neděli"
    " vasárnap duminică pazar minggu воскресенье неділя неділю неделя nedjelja nedjelju nedelja nedeljo κυριακή"
    " 일요일 الأحد الاحد أحد یکشنبه रविवार",
)
WEEKDAYS: dict[str, int] = {}  # a name as words are compared, without apostrophes -> 0 (Monday) to 6
for _number, _names in enumerate(_NAMES):
    for _name in _names.split():
        WEEKDAYS.setdefault(_name.replace("'", "").replace("\u200c", ""), _number)
SOLID_WEEKDAYS = {  # written without a space before what follows
    **{f"{week}{day}": n for week in ("星期", "周", "週", "礼拜", "禮拜") for n, day in enumerate("一二三四五六日")},
    **{f"{day}曜": n for n, day in enumerate("月火水木金土日")},
}
