"""Phrases of small talk that differ in a word: each of one part before each of the next one.

Written as in `talk_phrases`, with `|` between the parts and commas between what may stand there;
a part with nothing before a comma may be left out.
"""

import itertools
from collections.abc import Iterator

from bot.answers.small_talk.talk_phrases import Talk

PATTERNS: dict[Talk, str] = {
    Talk.GREETING: """
is, |anybody, anyone, somebody, someone|here, there, home, online, listening, around, awake
are you|there, here, online, awake, alive, listening, ok, okay, well, busy
good, |evening, afternoon|all, everyone, everybody, to you, to all, folks
nice, good, great, pleased, lovely|to meet, meeting, to see, seeing|you
how|are you, have you been, is everything, is it going|today, going, doing, lately
how|is your day, was your day, are things|today, going, so far
como|estas, esta, te va, te encuentras, va todo, va|hoy,
estas, sigues|ahi, aqui, despierto
ты, вы|тут, здесь, на связи, онлайн
добрый, доброе, доброго|утречко, вечерок, денечек, времени
приветствую, приветствуем|всех, вас, тебя
你, 您|在, 还在|吗
大家, 各位|早, 早上好, 下午好, 晚上好, 好
هل|انت|موجود, هنا, متاح, بخير
كيف|حالك, الحال, امورك|اليوم, هذا الصباح
آپ, تم|کیسے ہیں, کیسے ہو, کیسی ہیں, ٹھیک ہیں
bist du, seid ihr|da, hier, wach, online
im, i am, |new, quite new, very new|here, to this, to this group, in this group, around here
i am new, im new, i just joined, ive just joined, i have just joined
soy|nuevo, nueva|aqui, por aqui, en esto, en el grupo,
я|здесь, тут|новенький, новенькая, новичок, впервые
я|новенький, новенькая, новичок|здесь, тут,
我是新来的, 我是新人, 新人报到
我刚来
انا|جديد, جديدة|هنا, في المجموعة,
میں|یہاں, |نیا, نئی|ہوں
ich bin, bin|neu, der neue, die neue|hier, in der gruppe, dabei
je suis|nouveau, nouvelle|ici, dans le groupe,
sou, eu sou|novo, nova|aqui, no grupo, por aqui,
sono|nuovo, nuova|qui, nel gruppo
""",
    Talk.ABOUT: """
are you, am i talking to|a, an, |bot, robot, machine, human, person, program, computer, ai
are you, am i talking to|a, |bot, robot, human, person, machine|or|a, |bot, human, person, robot
are you, is this, am i talking to|a real, the|person, bot, human
whats, what is, tell me|your|name, job, purpose, age
who, whos, who is, who was|made, built, created, programmed, your|you, this bot, creator, maker
how old|are you, r u
where|are you|from
do you|sleep, eat, dream, have feelings, have a name, speak english, understand me
cual es, dime|tu|nombre, edad, funcion, proposito
eres, es usted, estoy hablando con|un, una, |bot, robot, maquina, persona, humano, programa, ia
ты, вы|бот, робот, машина, человек, программа, живой, настоящий|или человек, или бот,
как|тебя, вас|зовут, звать
сколько|тебе, вам|лет
你, 您|几岁, 多大|了,
你, 您|是|真人, 机器人, 人, 机器, 人类, 程序, 电脑, ai|吗, 还是机器人, 还是人
你, 您|叫|什么, 啥|呀, 啊, 名字
ما|هو, |اسمك, عملك, عمرك, وظيفتك
هل|انت|بوت, روبوت, انسان, الة, شخص, برنامج, حقيقي
آپ کا, تمہارا, تیرا|نام, کام, مقصد|کیا ہے,
کیا|آپ, تم|انسان, بوٹ, روبوٹ, مشین|ہیں, ہو
bist du|ein, eine, |bot, roboter, mensch, maschine, programm, ki
wie alt|bist du
woher|kommst du
es tu, etes vous|un, une, |bot, robot, humain, machine, personne
""",
    Talk.FAREWELL: """
thats all, that is all, that will be all, thatll be all, thats it, im done|for today, for now
thats all, that is all, thatll be all|i need, i needed, i wanted, i wanted to know, from me
eso es todo, eso seria todo, es todo|por hoy, por ahora
das wars, das war es, das war alles, das ist alles|fur heute, furs erste
cest tout|pour aujourdhui, pour linstant, pour le moment
e tudo, isso e tudo|por hoje, por agora
e tutto, questo e tutto|per oggi, per ora
это все, на этом все|на сегодня, пока
see, catch, talk to, speak to|you, ya, u|later, soon, then, tomorrow, tonight, around, next time
see, catch, talk to, speak to|you, ya, u|next week, on monday, monday, friday, on friday
have|a|good, great, nice, lovely, pleasant|day, evening, night, weekend, afternoon, week, one
enjoy|your|day, evening, night, weekend, afternoon, rest of your day
nos vemos, hasta|manana, pronto, luego, el lunes, el viernes, la proxima, otra, mas tarde
que tengas, que pases, ten|un, una|buen, buena, feliz, lindo|dia, tarde, noche, fin de semana
до|завтра, вечера, понедельника, связи, встречи, свидания, скорого
хорошего, доброго, приятного|дня, вечера, отдыха, всем
明天, 下次, 下周, 回头, 以后, 待会|见, 再见, 再聊|啦, 了,
نراك, اراك, نلتقي, القاك|غدا, لاحقا, قريبا
پھر, کل, جلد|ملتے ہیں, ملیں گے, ملاقات ہوگی
bis|morgen, spater, bald, dann, montag, nachste woche, zum nachsten mal
""",
    Talk.THANKS: """
thank, thanking|you|kindly, sincerely, heaps, loads, tons, very much indeed
thanks, ta, cheers|heaps, loads, tons, very much, a bunch, a million, for that
te, le, lo, te lo, se lo|agradezco, agradezco mucho|la ayuda, tu ayuda, su ayuda, mucho,
谢谢, 感谢, 多谢|你, 您, |帮我, 帮忙, 告诉我, 回答我, 的帮助, 的回答, 啦, 呀
""",
    Talk.UNCLEAR: """
test, testing|message, please ignore, only, one two
testing|testing, again, please ignore
ignore|this, this message, it|please, its a test, just a test, just testing,
mensaje|de|prueba, test
тестовое, пробное|сообщение
测试|消息, 信息, 中, 一下
رسالة|تجريبية, اختبار
ٹیسٹ|میسج, پیغام
""",
    Talk.COMPLAINT: """
that is, thats, this is, it is, its, that was|not|what i asked, what i asked for, what i wanted
that is, thats, this is, it is, its, that was|not|what i meant, what i was asking, my question
that, this, it|does not, doesnt, did not, didnt|answer|my question, the question
you|did not, didnt, have not, havent|answer, answered|my question, the question, me
eso, esto, |no es|lo que pregunte, lo que he preguntado, lo que queria, mi pregunta
no|respondiste, has respondido, respondes|a|mi pregunta, lo que pregunte
это, |не то что|я|спрашивал, спрашивала, спросил, спросила, имел в виду, имела в виду
я|спрашивал, спрашивала, спросил, спросила|не об этом, не это, о другом
я|не об этом|спрашивал, спрашивала, спросил, спросила
这, 那|不是我|问的, 想问的, 要问的, 的问题
我问的|不是|这个, 那个
答非所问
هذا, |ليس|ما سالت عنه, ما سالت, سؤالي, ما قصدته
لم|اسال عن|هذا, ذلك
یہ|میرا سوال|نہیں تھا, نہیں ہے
میں نے|یہ|نہیں پوچھا, نہیں پوچھا تھا
das, |ist nicht, war nicht|was ich gefragt habe, was ich wissen wollte, meine frage
danach|habe ich nicht|gefragt
ce nest pas, cest pas, ce netait pas|ce que jai demande, ce que je demandais, ma question
isso nao e, nao e|o que perguntei, o que eu perguntei, a minha pergunta
non e|quello che ho chiesto, quello che chiedevo, la mia domanda
""",
    Talk.REMARK: """
meh, bah, pff, welp, whatever, dunno, tbh, ikr
haha, lol, hehe, lmao|nice one, good one, ok, thats funny, true
that is, thats, this is, it is, its|so, really, quite, pretty, rather, very, |interesting, cool
that is, thats, this is, it is, its|so, really, quite, pretty, rather, very, |fascinating, nice
that is, thats, this is, it is, its|so, really, quite, pretty, rather, very, |surprising, amazing
that is, thats, this is, it is, its|so, really, quite, pretty, rather, very, |impressive, strange
that is, thats, this is, it is, its|so, really, quite, pretty, rather, very, |sad, weird, crazy
that is, thats, this is, it is, its|awesome, wonderful, fantastic, incredible, unbelievable
that is, thats, this is, it is, its|good to hear, good to know, new to me, news to me, a surprise
how, so, really, quite, pretty, rather|interesting, fascinating, surprising, impressive, strange
how, so, really, quite, pretty, rather|nice, cool, amazing, sad, weird, crazy, odd, awesome
what a|surprise, pity, shame, coincidence, relief
i, |didnt know, did not know, didnt expect, did not expect, never knew|that, this, |at all,
i had, had|no idea
no idea
good to hear, no way, oh no, oh dear, oh wow, well well, you dont say, who would have thought
that surprises me
eso es, esto es, que, es, muy, bastante|interesante, curioso, increible, impresionante
eso es, esto es, que, es, muy, bastante|sorprendente, fascinante, raro, extrano
eso es, esto es, es|muy|interesante, curioso, raro, sorprendente
que|pena, sorpresa, lastima, casualidad
yo, |no|lo sabia, sabia eso, tenia ni idea, me lo esperaba
это, как, очень, довольно, весьма, это очень|интересно, удивительно, любопытно, странно
это, как, очень|круто, здорово, печально, грустно, занятно
я, |не знал, не знала|этого, об этом, такого,
вот это да, ну и ну, надо же, ничего себе, вот как, кто бы мог подумать
真, 很, 好, 太, 非常, 这很, 这真, 那很, 这太, 真是太|有意思, 有趣, 神奇, 奇怪|了, 啊, 呀,
我, |不知道, 没想到|这个, 这一点, 呢,
真没想到, 真想不到
هذا, |مثير للاهتمام, مدهش, غريب, مذهل|جدا, فعلا, حقا,
لم اكن|اعلم, اعرف|ذلك, هذا, بذلك,
یہ, یہ تو, یہ بہت, بہت, کتنا, واقعی|دلچسپ, عجیب, حیرت انگیز|ہے, بات ہے,
مجھے|معلوم, پتہ, پتا|نہیں تھا
das ist, das ist ja, das ist sehr, das ist echt, das klingt, klingt|interessant, spannend, cool
das ist, das ist ja, das ist sehr, das ist echt, das klingt, klingt|seltsam, merkwurdig, komisch
das ist, das ist ja, das ist echt|toll, super, erstaunlich, beeindruckend, krass, schade, traurig
wie, sehr, echt, ist ja, ziemlich|interessant, spannend, cool, seltsam, schade, erstaunlich
ach, tja, oje, vaya, anda, guau, ух ты, ух, ах, tiens, oh la la, puxa, uau
das|wusste ich, hatte ich|noch nicht, gar nicht, nicht|gedacht,
ach was, ach wirklich, na so was, wirklich, wahnsinn, wer hatte das gedacht
c est, cest, que c est, comme c est, que cest, comme cest, tres, vraiment|interessant, curieux
c est, cest, que c est, comme c est, que cest, comme cest, tres, vraiment|etonnant, bizarre
c est, cest|tres, vraiment, |fascinant, surprenant, impressionnant, incroyable, dommage
c est, cest|tres, vraiment|interessant, curieux, etonnant
je, |ne savais pas, ne le savais pas, savais pas, lignorais, l ignorais|ca, cela,
ca alors, vraiment, sans blague
isso e, que, e, muito, isso e muito, e muito|interessante, curioso, incrivel, impressionante
eu, |nao sabia|disso,
e, che, molto, davvero, e molto, questo e, questo e molto|interessante, curioso, incredibile
e, che, molto, davvero, e molto, questo e, questo e molto|strano, sorprendente
non|lo sapevo, ci credo
davvero, ma dai
""",
}

_MOST = 4_000
"""Phrases that the patterns of one meaning make at most."""


def list_patterned(talk: Talk) -> Iterator[str]:
    """Phrases that mean `talk`, by `PATTERNS`."""
    lines = filter(None, PATTERNS.get(talk, "").splitlines())
    made = (" ".join(parts) for line in lines for parts in _combine(line))
    return itertools.islice(made, _MOST)


def _combine(line: str) -> Iterator[tuple[str, ...]]:
    parts = ([choice.strip() for choice in part.split(",")] for part in line.split("|"))
    return itertools.product(*parts)
