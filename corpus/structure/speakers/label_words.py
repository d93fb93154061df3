"""Words that labels consist of: fields, marks of questions and answers, particles of names,
captions."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    """
    a al and bin da de del der des di do dos du e el et i ibn la le of och og ten ter the und van
    von y ze zu и та
    """
)
"""Words in names that begin in lower case."""
OPTION_NAME = re.compile(r"[-–—]{1,2}[A-Za-z?]")
"""What the name of a program's option begins with."""
FIELDS = _words(
    """
    note notes nb n.b warning caution danger important attention tip tips hint example examples
    e.g i.e usage use see also returns return raises parameters parameter args arguments options
    option default type types value values format description summary synopsis abstract
    introduction conclusion conclusions background overview details result results output input
    problem problems solution solutions symptom symptoms cause causes fix fixes fixed workaround
    reason rationale resolution step steps goal goals purpose scope status state priority severity
    version versions release released date dates time times duration place location address phone
    tel fax email e-mail mail website web url link links homepage license licence copyright
    author's from to cc bcc subject sent reply-to in-reply-to message-id received content-type
    name names title headings chapter section part figure fig table appendix page source sources
    reference references credits photo image caption serves yield servings ingredients method
    preparation prep cook difficulty calories price cost total size weight material colour color
    level myth fact facts true false pro pros con cons before after then given when if else first
    second third fourth last finally today yesterday update updated edit edited todo fixme bug
    added changed removed deprecated security info error errors debug trace fatal critical notice
    expected actual comment remark remarks definition theorem lemma proof proposition corollary
    advantages disadvantages requirements prerequisites features contents keywords tags category
    categories files file command commands key keys id ps p.s postscript disclaimer exception
    hinweis achtung warnung wichtig tipp beispiel siehe anmerkung fazit zutaten zubereitung dauer
    problemstellung lösung ursache datum uhrzeit ort preis quelle von an betreff vorteile
    nachteile remarque avertissement astuce exemple conseil résumé objet ingrédients durée lieu
    prix problème nota aviso advertencia consejo ejemplo importante atención fecha hora lugar
    precio asunto ingredientes problema solución exemplo dica atenção data solução bene avvertenza
    suggerimento esempio attenzione ingredienti soluzione let op opmerking voorbeeld waarschuwing
    uwaga wskazówka przykład примечание внимание важно совет пример дата время место цена проблема
    решение итог 注意 注 提示 警告 说明 說明 例 例如 示例 备注 備註 小贴士 时间 時間 地点 地點
    价格 来源 來源 標題 标题 日期 注記 例題 補足 参考 ポイント 場所 日時 料金 ヒント
    참고 주의 예 예시 경고 팁 ملاحظة تحذير مثال تنبيه المصدر التاريخ الوقت المكان नोट सूचना
    symptome ursachen störung störungen fehler abhilfe behebung symptôme symptômes panne remède
    síntoma síntomas avería remedio sintoma sintomas avaria guasto rimedio симптом симптомы причина
    неисправность ремонт устранение strophe refrain couplet estribillo estrofa refrão ritornello
    strofa припев куплет verse chorus bridge
    चेतावनी उदाहरण समय स्थान หมายเหตุ คำเตือน ตัวอย่าง not dikkat uyarı örnek ipucu
    """
)
"""Labels that are no names, by their words, in lower case. Most fields are told by their behaviour:
these may ask, or say "I"."""
POINTS = _words(
    """
    first firstly second secondly third thirdly fourth fourthly last lastly finally erstens
    zweitens drittens viertens schließlich premièrement deuxièmement troisièmement enfin primero
    segundo tercero finalmente primeiro terceiro primo secondo terzo infine
    """
)
"""Labels that count the points of an answer, in lower case."""
LAST_WORDS_OF_FIELDS = _words(
    """
    address arguments date dates example examples format function information level list name
    names note notes number numbers option options output parameters requirements size status step
    steps time times type types value values version versions
    """
)
"""A label that ends in one of these is a field, whatever comes before."""
QUESTIONS = _words(
    """
    q question frage f pregunta p pergunta domanda d вопрос в 问 問 质问 質問 问题 問題 문 질문 س
    سؤال السؤال سوال प्रश्न प्र सवाल ถาม คำถาม soru s vraag v fråga spørgsmål spørsmål kysymys k
    pytanie otázka otazka kérdés întrebare въпрос питання ερώτηση ε שאלה ש hỏi pertanyaan tanya t
    ερ สอบถาม প্রশ্ন پرسش питање прашање пытанне питання pitanje vprašanje klausimas jautājums
    küsimus spurning galdera sual savol swali tanong pyetje pyetja сұрақ கேள்வி ప్రశ్న ಪ್ರಶ್ನೆ ചോദ്യം
    પ્રશ્ન સવાલ ਸਵਾਲ კითხვა հարց
    """
)
"""Marks of a question, in lower case. Some are letters that mark answers elsewhere."""
ANSWERS = _words(
    """
    a answer antwort respuesta resposta r réponse reponse risposta ответ о 答 答案 回答 답 답변 ج
    جواب الجواب إجابة الإجابة उत्तर उ जवाब ตอบ คำตอบ cevap yanıt c antwoord svar s vastaus v
    odpowiedź o odpověď odpoveď válasz răspuns отговор відповідь απάντηση α תשובה ת đáp jawaban
    jawab j απ উত্তর پاسخ одговор адказ odgovor atsakymas atbilde vastus erantzuna cavab javob jibu
    sagot përgjigje përgjigja жауап பதில் సమాధానం జవాబు ಉತ್ತರ ഉത്തരം જવાબ ਜਵਾਬ პასუხი պատասխան
    """
)
"""Marks of an answer, in lower case."""
DATE_WORDS = _words("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec")
"""How days and months begin; with a number behind them they are a date."""
CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|figura|tabla|tableau|tabella|listing"
    r"|algorithm|рис\.|рисунок|таблица|图|表|圖)\s?\d",
    re.I,
)
"""How what stands at a table or a picture begins, and heads nothing else."""
