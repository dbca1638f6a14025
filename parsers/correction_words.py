"""How newsrooms own up to an error, by language. Data: patterns for `parsers.corrections`, all without regard to case.

What only says that there is more now ("Update", "Actualización", "UPDATE 2-") is left out on purpose, and so is
Reuters' REFILE, which mends a form and says "to correct" where it mends more.
"""

# Before a colon or a dash at the start of a headline or a paragraph, or alone in a line.
LABELS = (
    # en, and what wires write in any language
    r"corrections?(?: (?:and|&|or) clarifications?)?",
    r"corrected(?: version| story)?",
    r"corrects?",
    r"corrigend(?:um|a)",
    r"clarifications?",
    r"retractions?",
    r"retracted",
    r"erratum",
    r"errata(?: corrige)?",
    r"withdrawn",
    r"withdrawal",
    r"(?:story|article|report) (?:withdrawn|retracted|removed)",
    # de, nl, sv, da, no, fi
    r"korrektur(?:en|hinweis)?",
    r"korrigiert",
    r"berichtigung(?:en)?",
    r"richtigstellung",
    r"correctie",
    r"rectificatie",
    r"gecorrigeerd",
    r"rättelse",
    r"rettelse",
    r"berigtigelse",
    r"oikaisu",
    # fr, es, pt, it, ca
    r"rectificati(?:f|on|ons|u)",
    r"corrigé",
    r"fe de err(?:ores|atas)",
    r"correcci(?:ón|ones)",
    r"corregido",
    r"rectificaci(?:ón|ones)",
    r"aclaraci(?:ón|ones)",
    r"corre[cç]ç?(?:ão|ões)",
    r"retifica(?:ção|ções)",
    r"erramos",
    r"erro corrigido",
    r"rettific(?:a|he)",
    r"correzion[ei]",
    # ru, uk, pl, cs, tr, el, ro, hu
    r"исправлени[ея]",
    r"исправлено",
    r"поправк[аи]",
    r"виправлення",
    r"sprostowani[ea]",
    r"korekta",
    r"oprava",
    r"düzeltme",
    r"διόρθωση",
    r"erată",
    r"rectificare",
    r"helyesbítés",
    r"helyreigazítás",
    # ar, fa, he, hi, id
    r"تصحيح",
    r"تصويب",
    r"اصلاحیه",
    r"تصحیح",
    r"תיקון(?: טעות)?",
    r"भूल सुधार",
    r"ralat",
    r"koreksi",
    # zh, ja, ko
    r"更正(?:[启啟]事|[声聲]明|[说說]明)?",
    r"勘[误誤]",
    r"[订訂]正(?:とおわび|とお詫び|しました)?",
    r"(?:おわび|お詫び)(?:と訂正|して訂正します)?",
    r"記事の(?:訂正|取り消し)",
    r"정정(?:합니다)?(?: ?보도)?",
    r"바로잡습니다",
    r"바로잡음",
)

# The newsroom speaks, but not always of an error: only with one of OWNING after it.
EDITORS = (
    r"editor['’]?s['’]? notes?",
    r"note (?:to|from) (?:the )?(?:readers?|editors?)",
    r"editors['’]? note",
    r"anm(?:erkung|\.)? ?(?:d(?:er|\.)?)? ?red(?:aktion|\.)",
    r"hinweis der redaktion",
    r"in eigener sache",
    r"noot van de redactie",
    r"note de la rédaction",
    r"ndlr",
    r"nota (?:del editor|de (?:la )?redacci[óo]n)",
    r"nota da reda[cç][çã]?[ãa]?o",
    r"nota do editor",
    r"nota della redazione",
    r"n\.? ?d\.? ?r\.?",
    r"от редакции",
    r"примечание редакции",
    r"від редакції",
    r"od redakcji",
    r"editörün notu",
    r"ملاحظة (?:من )?(?:المحرر|التحرير)",
    r"ملاحظة",
    r"[编編]者[按注]",
    r"[编編][辑輯]注",
    r"編集部(?:注|より)",
    r"updates?",
    r"updated",
    r"aktualisierung",
    r"mise à jour",
    r"actualización",
    r"atualização",
    r"aggiornamento",
    r"обновление",
    r"обновлено",
    r"تحديث",
    r"更新",
    r"追記",
    r"note",
    r"nota",
    r"hinweis",
    r"anmerkung",
)
OWNING = (
    r"\bcorrect(?:s|ed|ion)?\b",
    r"\b(?:error|errors|erroneous\w*|erred|mistake\w*|misstat\w*|misspell\w*|misspelt)\b",
    r"\b(?:misidentif\w*|misattribut\w*|misquot\w*|incorrect\w*|inaccura\w*|wrong(?:ly)?)\b",
    r"\bclarif(?:y|ies|ied)\b",
    r"\b(?:retract\w*|withdr[ae]wn?|apologi[sz]e\w*|regrets?)\b",
    r"\b(?:earlier|previous|original|initial|prior) (?:version|headline|report)",
    r"\b(?:korrigier|berichtig|richtiggestellt|fälschlich|fehler|irrtümlich|früheren (?:version|fassung))",
    r"\b(?:corrig|erron|erreur|rectifi|version (?:précédente|antérieure|initiale))",
    r"\b(?:error|errores|correg|erróne|rectific|versión anterior)",
    r"\b(?:erro|erros|versão anterior|incorret)",
    r"\b(?:errore|errat|rettific|versione precedente)",
    r"(?:исправ|ошиб|предыдущей версии|первоначальной версии|помил)",
    r"(?:gecorrigeerd|fout|eerdere versie|abusievelijk)",
    r"\b(?:błąd|błęd|sprostowa|poprzedniej wersji|poprawi)",
    r"(?:düzeltil|hata|yanlış)",
    r"(?:خطأ|تصحيح|نسخة سابقة|اشتباه)",
    r"(?:更正|有[误誤]|[错錯][误誤]|較早版本|早前版本)",
    r"(?:訂正|誤り|誤って|修正)",
)

# At the start of a sentence, they are enough by themselves.
_PIECE = r"(?:article|story|report|post|piece|item|column|headline|caption|graphic|dispatch|page|text|photo|live ?blog)"
_THIS = rf"(?:this|our) (?:\w+ ){{0,2}}?{_PIECE}"
_EARLIER = r"(?:earlier|previous|original|initial|prior)"
_VERSION = r"(?:version|headline|edition|post|photo caption|caption)"
SENTENCES = (
    rf"(?:in )?an? {_EARLIER} {_VERSION}s? (?:of|for|on|to|in|with) (?:this|our|the) (?:\w+ ){{0,2}}?{_PIECE}",
    rf"an? {_EARLIER} {_VERSION}s? \w{{0,12}} ?(?:mis\w+|incorrectly|wrongly|erroneously|inaccurately)",
    r"(?:the|in the) (?:original|earlier|previous) version of this (?:article|story|report|post|piece)",
    rf"{_THIS} (?:was|has been|have been|is being) (?:\w+ ){{0,2}}?(?:corrected|retracted|withdrawn|clarified)",
    rf"{_THIS} (?:was|has been) (?:amended|edited|changed|revised|updated|modified|republished) .{{0,80}}?"
    r"(?:to (?:correct|clarify|fix|rectify|remove|delete)|(?:because of|due to) an error|"
    r"an? (?:earlier|previous) version)",
    r"this (?:article|story|report|post|piece|column) was amended on",
    r"(?:refiles|corrects|resends|retransmits|updates) to (?:correct|fix (?:the )?(?:name|figure|number|date))",
    r"corrects (?:\w+ ){0,6}?(?:paragraph|headline|lead|lede|name|spelling|figure|number|date|day|"
    r"title|attribution|year|age|quote|location|amount|byline|typo|to say|to show|that|in \d)",
    r"(?:we|the \w+ (?:news|times|post)|reuters|afp|the associated press) (?:ha(?:ve|s) )?"
    r"(?:corrected|retracted|withdrawn) (?:this|the|our|its|an?) (?:\w+ )?(?:article|story|report|error|figure)",
    r"(?:we|the \w+) (?:apologi[sz]es?|regrets?) (?:for )?(?:the|this|any|our) (?:error|mistake|inaccurac)",
    r"(?:due to|because of|owing to) an (?:editing|editorial|production|reporting|transcription) error",
    # de, nl
    r"(?:in )?(?:ein|d)er? (?:frühere|vorherige|erste|ursprüngliche|ältere)n? (?:version|fassung) "
    r"(?:(?:diese[rs]|unsere[rs]|des) (?:artikels|textes|beitrags|berichts|meldung|nachricht|tickers)|hieß es|stand|"
    r"haben wir|hatten wir|war (?:fälschlich|irrtümlich))",
    r"(?:anders als|entgegen) (?:zunächst|zuvor|in einer früheren version) (?:berichtet|gemeldet|geschrieben)",
    r"wir haben (?:den fehler|die (?:stelle|angabe|passage|zahl)|das|dies) (?:inzwischen |entsprechend |nun )?"
    r"(?:korrigiert|berichtigt|geändert)",
    r"in dies(?:em|er) (?:artikel|text|beitrag|meldung) (?:stand|hieß es|war) (?:zunächst|zuvor|fälschlich|irrtümlich)",
    r"(?:in )?een (?:eerdere|vorige) versie van d(?:it|eze) (?:artikel|bericht|stuk|verhaal|tekst)",
    r"in dit (?:artikel|bericht) stond (?:eerder|aanvankelijk|abusievelijk|ten onrechte)",
    # fr, es, pt, it
    r"(?:dans )?une (?:version (?:précédente|antérieure|initiale)|première version) "
    r"de (?:cet article|ce texte|cette dépêche)",
    r"cet article a été (?:corrigé|rectifié|modifié .{0,60}?(?:corriger|erreur|rectifier))",
    r"contrairement à ce que nous (?:avons|avions) (?:écrit|indiqué|annoncé|affirmé)",
    r"(?:en )?una versión (?:anterior|previa) de (?:este|esta) (?:artículo|nota|noticia|información|texto)",
    r"(?:este artículo|esta (?:nota|noticia|información)) (?:fue|ha sido) "
    r"(?:corregid[oa]|rectificad[oa]|modificad[oa] .{0,60}?(?:corregir|error))",
    r"(?:em )?uma versão (?:anterior|prévia) (?:deste|desta|do|da) (?:artigo|texto|reportagem|notícia|matéria)",
    r"(?:versão anterior (?:deste|desta) (?:texto|reportagem)|diferentemente do (?:que foi )?(?:publicado|informado))",
    r"(?:este texto|esta (?:reportagem|notícia|matéria)|este artigo) foi "
    r"(?:corrigid[oa]|alterad[oa] .{0,60}?(?:corrigir|erro))",
    r"(?:in )?una (?:precedente versione|versione precedente) di (?:questo articolo|questa notizia)",
    r"questo articolo è stato (?:corretto|rettificato)",
    # ru, uk, pl, tr
    r"в (?:предыдущей|первоначальной|первой|ранней|более ранней) версии (?:этой |этого |данной |данного )?"
    r"(?:новости|текста|статьи|материала|заметки|сообщения|публикации)",
    r"у (?:попередній|першій|початковій) версії (?:цієї |цього )?(?:новини|тексту|статті|матеріалу)",
    r"(?:w )?(?:poprzedni|wcześniejsz|pierwotn)(?:a|ej) wersj[iae] (?:tego )?(?:artykułu|tekstu|materiału)",
    r"(?:bu )?haberin (?:önceki|eski|ilk) (?:sürüm|versiyon|hal)",
    r"bu haber düzeltilmiştir",
    # ar, zh, ja, ko
    r"(?:ذكرت |ورد في |جاء في )?(?:نسخة|صيغة) (?:سابقة|أولى) من هذ[اه] (?:المقال|الخبر|التقرير|المادة|القصة)",
    r"本[文稿报報][导道導]?(?:的)?(?:[较較]早|早前|此前|先前|早期|之前|最初)(?:的)?版本",
    r"(?:この|本)記事の(?:以前|初出|当初|旧)",
    r"(?:記事|見出し|本文)(?:中|の一部)?(?:に|を|で).{0,30}(?:訂正|誤りが)",
    r".{0,40}(?:お詫び|おわび)して訂正",
    r"이 기사의 이전 버전",
)
