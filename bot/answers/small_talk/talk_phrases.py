"""What people say to a bot without asking anything: whole phrases, by what they are meant as.

No index tells "thanks" from a subject, as an article may have any of these words; so whole messages
are compared with whole phrases. They are of the bot's six languages, and of German, French,
Portuguese and Italian; greetings, thanks and farewells are of some twenty more. That is all that is
known. Accents and signs are left out on both sides.
"""

from enum import Enum


class Talk(Enum):
    """What a message is that asks nothing of the articles."""

    GREETING = "greeting"
    THANKS = "thanks"
    """Also praise."""
    FAREWELL = "farewell"
    ABOUT = "about"
    """What the bot is, and what may be asked."""
    REMARK = "remark"
    """Such as "ok", "yes", "lol", "never mind" and pictures."""
    COMPLAINT = "complaint"
    UNCLEAR = "unclear"
    """Such as "test", "?" and letters in the order of their keys."""


PHRASES: dict[Talk, str] = {
    Talk.GREETING: """
hi, hello, hey, hiya, heya, yo, howdy, greetings, hi there, hello there, hey there, sup, whats up
good morning, good afternoon, good evening, good day, morning, how are you, how are you doing
how are you today, how do you do, hows it going, how is it going, how r u, nice to meet you
hows life, how is life, hows everything, hows everything going, how have you been
how do you feel, how are things, hows things, hows your day, how is your day, hows your day going
long time no see, good to see you, top of the morning, heyo, good day to you, is anyone there
is anybody there, is someone there, is this thing on, can you hear me, do you read me, you there
que tal todo, como va todo, como va, que hay, que onda, como andas, como te sientes, hay alguien
hay alguien ahi, estas ahi, me escuchas, me oyes, como estas hoy, как жизнь, как сам, как сама
как настроение, как поживаете, как твои дела, как ваши дела, как дела сегодня, ты тут
ты здесь, вы тут, вы здесь, есть кто, есть кто нибудь, тут есть кто, кто нибудь здесь
ты слышишь меня
你还好吗, 过得怎么样, 今天怎么样, 吃了吗, 有人吗, 有人在吗, 你在吗, 好久不见, كيف الاحوال
كيف حالك اليوم
كيف تشعر, اخبارك, ما اخبارك, شو اخبارك, هل من احد, هل انت هنا, في حد, هل تسمعني, کیا حال چال ہے
کیا چل رہا ہے, کوئی ہے, کیا کوئی ہے, کیا آپ وہاں ہیں, آپ کا کیا حال ہے, سنائیں کیا حال ہے
wie gehts dir, wie geht es, wie lauft es, ist da jemand, bist du da, horst du mich
comment vas tu, comment allez vous, il y a quelqu un, tu es la, come va, come stai
tudo bem, como vai, tem alguem ai, c e qualcuno
are you there, anyone there, anybody there, are you awake, welcome, hola, buenas, buenos dias
buen dia, buenas tardes, buenas noches, que tal, como estas, como esta, como te va, que pasa
saludos, encantado, mucho gusto, привет, приветик, приветствую, здравствуйте, здравствуй, здорово
здрасте, хай, доброе утро, добрый день, добрый вечер, доброго дня, как дела, как ты, как поживаешь
доброго времени суток, доброго вечера
你好, 您好, 大家好, 嗨, 哈喽, 哈囉, 早, 早安, 早上好, 上午好, 下午好
晚上好, 午安, 你好吗, 你好嗎, 在吗, 在嗎, 最近怎么样, 你怎么样, مرحبا, مرحبا بك, اهلا, اهلا وسهلا
اهلا بك, السلام عليكم, وعليكم السلام, سلام, سلام عليكم, هلا, هاي, صباح الخير, مساء الخير
صباح النور, مساء النور, كيف حالك, كيف الحال, كيفك, كيف حالكم, شلونك, السلام علیکم, وعلیکم السلام
ہیلو, ہائے, آداب, صبح بخیر, شام بخیر, نمستے, خوش آمدید, آپ کیسے ہیں, کیا حال ہے, کیسے ہو
کیسے ہیں آپ, کیا حال ہیں, کیسے ہیں, hallo, hallihallo, moin, servus, gruss gott, guten morgen
guten tag, guten abend, tag, na, wie geht es dir, wie gehts, wie geht es ihnen, wie geht es
gruezi, hallo zusammen, gruss dich, gruss euch
bonjour, bonsoir, salut, coucou, ca va, comment ca va, comment vas tu
comment allez vous, ca va bien, ola, oi, bom dia, boa tarde, boa noite, tudo bem, tudo bom
como vai, e ai, opa, ciao, salve, buongiorno, buon giorno, buonasera, buona sera, come stai
come va, come sta, you there, gm, whatsup, good mornin, прив, здрасьте, السلام عليكم ورحمة الله
السلام عليكم ورحمة الله وبركاته, can you hear me
こんにちは, こんばんは, おはよう, おはようございます, はじめまして, 안녕, 안녕하세요, 안녕하십니까
merhaba, merhabalar, selam, gunaydın, gunaydin, iyi gunler, iyi aksamlar, nasilsin, nasilsiniz, hoi
goedemorgen, goedemiddag, goedenavond, goedendag, hej, hejsan, hei, god morgon, god morgen
hyvaa huomenta, hyvaa paivaa, czesc, dzien dobry, dobry wieczor, witam, ahoj, dobry den, dobre rano
привіт, добрий день, доброго дня, добрий вечір, доброго ранку, вітаю, szia, sziasztok, jo napot
jo reggelt, jo estet, buna, buna ziua, buna dimineata, γεια, γεια σου, γεια σας, καλημερα
καλησπερα, שלום, היי, בוקר טוב, ערב טוב, नमस्ते, नमस्कार, हैलो, درود, selamat pagi, selamat siang
selamat sore, apa kabar, xin chao, chao ban, salam, salam alaikum, salam aleikum, assalamualaikum
assalamu alaikum, as salamu alaykum, saludos a todos
""",
    Talk.THANKS: """
thanks, thank you, thx, ty, tysm, tnx, thnx, cheers, ta, thank u, much appreciated, appreciated
i appreciate it, appreciate it, many thanks, thanks a lot, thanks a bunch, thanks a million
that helped, that helps, that was helpful, that was quick, that was fast, you are a legend
youre a legend, you are a star, youre a star, this was helpful, very helpful, helpful, you helped me
gracias, muchas gracias, mil gracias, muchisimas gracias, te lo agradezco, muy amable, спасибо
спс, спасибо большое, большое спасибо, огромное спасибо, спасибо огромное
спасибо вам, спасибо тебе, благодарю, благодарю вас, спасибочки
пасиб, пасибо, премного благодарен, благодарю за ответ, 谢谢, 谢谢你, 谢谢您, 谢谢大家, 谢了, 多谢
感谢, 非常感谢, 十分感谢, 谢谢啦, 谢谢了, 謝謝, 謝謝你, 感謝, 多謝, 太感谢了, 辛苦了, 感恩, شكرا
شكرا لك, شكرا جزيلا, شكرا كثيرا, شكرا لكم, مشكور, مشكورين, الف شكر, جزاك الله خيرا
جزاكم الله خيرا, بارك الله فيك, يسلمو, تسلم, ممتن لك, شكرا جزيلا لك, شکریہ, بہت شکریہ
بہت بہت شکریہ, آپ کا شکریہ, آپ کا بہت شکریہ, آپکا شکریہ, مہربانی, بڑی مہربانی, جزاک اللہ, شکرن
danke, danke schon, dankeschon, vielen dank, herzlichen dank, tausend dank, danke dir, danke ihnen
danke sehr, danke vielmals, besten dank, merci vielmals, dankeschoen, danke schoen, merci
vielen lieben dank, lieben dank, vielen herzlichen dank, dank dir, dank euch, merci infiniment
thank you kindly, thanks heaps, thats exactly what i needed, just what i needed
большое человеческое спасибо, muchas muchas gracias, mille fois merci
merci beaucoup, merci bien, mille mercis, grand merci, je vous remercie, je te remercie, obrigado
obrigada, muito obrigado, muito obrigada, valeu, brigado, agradeco, grazie, grazie mille
mille grazie, tante grazie, molte grazie, ti ringrazio, la ringrazio, great answer, good answer
nice answer, excellent answer, perfect answer, best answer, good bot, good job, great job
nice job, well done, nice work, great work, good work, nice one, good one, you are great
youre great, you are awesome, youre awesome, you are the best, youre the best, i love you
love you, love it, i like it, i like you, great stuff, great help, this is great, that is great
thats great, that is helpful, you are amazing, youre amazing, amazing answer, awesome answer
very good, very nice, so good, brilliant answer, you rock, bravo, kudos, buena respuesta
gran respuesta, muy bien, excelente respuesta, muy util, buen trabajo, eres genial, te quiero
muy buena respuesta, que buena respuesta, me gusta, отличный ответ, хороший ответ
прекрасный ответ, молодец, умница, ты лучший, ты супер, класс, очень полезно, очень хорошо
замечательно, хороший бот, прекрасно, ты молодец, так держать, 很好, 太好了, 真棒, 太棒了, 很棒
好棒, 回答得好, 回答得很好, 答得好, 真不错, 不错, 厉害, 真厉害, 你真棒, 你真厉害, 我爱你, 很有帮助
好答案, 赞, احسنت, ممتاز, رائع, جواب رائع, اجابة رائعة, اجابة ممتازة, جواب ممتاز, جميل, عظيم
انت رائع, جيد جدا, احبك, بہت خوب, شاباش, بہت اچھا, بہت اچھا جواب, زبردست, عمدہ جواب, اچھا جواب
عمدہ, واہ واہ, بہترین جواب, بہت عمدہ, gute antwort, tolle antwort, sehr gut, gut gemacht
super antwort, klasse antwort, du bist toll, bonne reponse, tres bien, super reponse
excellente reponse, bien joue, tres utile, tu es genial, boa resposta, otima resposta, muito bom
muito bem, excelente resposta, ottima risposta, buona risposta, molto bene, bella risposta
bravissimo, tks, thnks, tyvm, grax, grasias, muchas grasias, спасиб, 谢啦, 3q, تسلم ايدك
thanks a ton, much obliged, im grateful, i am grateful, many many thanks, te lo agradezco
se agradece, благодарствую, очень признателен, 太感谢了, 感激不尽, 万分感谢, ممنون لك, ممتن لك
آپ کی مہربانی, نوازش, يعطيك العافية, جزاک اللہ خیر, شکریہ جی
ありがとう, ありがとうございます, ありがとうございました, どうもありがとう
どうもありがとうございます, 助かりました
감사합니다, 고맙습니다, 고마워, 고마워요, tesekkurler, tesekkur ederim, cok tesekkurler
cok tesekkur ederim, sag ol, sag olun, dank je, dank je wel, dankjewel, dank u, dank u wel, bedankt
tack sa mycket, tusen tack, mange tak, tusind tak, takk, tusen takk, mange takk, kiitos
kiitos paljon, dziekuje, dziekuje bardzo, dzieki, wielkie dzieki, dekuji, dekuju, diky, moc dekuji
дякую, дуже дякую, щиро дякую, спасибі, koszonom, koszonom szepen, koszi, multumesc
multumesc mult, mersi, ευχαριστω, ευχαριστω πολυ, תודה, תודה רבה, धन्यवाद, बहुत धन्यवाद, शुक्रिया
ممنون, متشکرم, خیلی ممنون, مرسی, terima kasih, terima kasih banyak, makasih, cam on, cam on ban
cam on nhieu
""",
    Talk.FAREWELL: """
bye, bye bye, goodbye, good bye, see you, see you later, see ya, see you soon, see you tomorrow
see you next time, see you next week, see you then, until next time, till next time, catch you later
bye for now, speak soon, talk soon, im off, im out, take it easy, have a good night, sleep well
hasta otra, hasta la proxima, hasta luego amigo, cuidate, que descanses, buen dia para ti
до скорого, до новых встреч, счастливо, всего хорошего тебе, я пошел, 下次再见, 保重, 我走了, 改天见
الى لقاء قريب, نلتقي لاحقا, اعتن بنفسك, دمتم بخير, اپنا خیال رکھنا, اپنا خیال رکھیں, چلتا ہوں
bis demnachst, bis zum nachsten mal, bis nachste woche, a la prochaine, alla prossima, ate a proxima
cu, later, laters, talk to you later, ttyl, cya, good night, goodnight, night, night night
take care, farewell, have a nice day, have a good day, have a great day, have a nice weekend
have a good one, have a good evening, have a great evening, have a nice evening
have a great weekend, have a lovely day, gotta go, i have to go, until tomorrow, see you around
so long, adios, hasta luego, hasta manana, hasta pronto, nos vemos, chao, chau
que tengas un buen dia, hasta la vista, buen fin de semana, пока, пока пока, до свидания
до встречи, до завтра, спокойной ночи, доброй ночи, прощай, прощайте, всего доброго
всего хорошего, увидимся, хорошего дня, бывай, удачи, 再见, 再見, 拜拜, 拜, 明天见, 回头见, 晚安
下次见, 回见, 一会儿见, 待会儿见, مع السلامة, الى اللقاء, وداعا, باي, تصبح على خير, تصبحون على خير
اراك لاحقا, في امان الله, نراكم, خدا حافظ, اللہ حافظ, شب بخیر, پھر ملیں گے, الوداع, بائے
کل ملیں گے, tschuss, tschuess, tschau, auf wiedersehen, bis bald, bis spater, bis morgen
gute nacht, bis dann, schonen tag noch, schones wochenende, machs gut, au revoir, a bientot
a demain, a plus, a plus tard, bonne nuit, bonne journee, bonne soiree, adieu, tchau, ate logo
ate amanha, ate mais, adeus, ate breve, arrivederci, a presto, a domani, buonanotte, buona notte
addio, ci vediamo, gn
さようなら, またね, おやすみ, おやすみなさい
안녕히 가세요, 안녕히 계세요, 잘 가, gule gule, hosca kal
gorusuruz, iyi geceler, tot ziens, doei, hej da, ha det, farvel, nakemiin, do widzenia, dobranoc
na shledanou, до побачення, бувай, на добраніч, viszlat, viszontlatasra, la revedere, αντιο
καληνυχτα, להתראות, לילה טוב, अलविदा, خداحافظ, sampai jumpa, selamat malam, tam biet
""",
    Talk.ABOUT: """
who are you, what are you, who am i talking to, who am i speaking to, who am i chatting with
am i talking to a bot, am i talking to a human, are you a person, are you a real person
are you a machine, is this a bot, is this a person, is this a robot, does this work
does this bot work
is this bot working, are you working, quien es usted, con quien hablo
con quien estoy hablando, eres una persona, eres real, eres un robot, es usted un bot, esto funciona
кто вы такие, кто ты такой, кто ты такая, с кем я говорю, с кем я разговариваю, ты живой, ты робот
вы бот, ты настоящий, это бот, это работает, ты работаешь, 你是什么, 我在和谁说话, 你是真人吗
你是机器吗, 这是机器人吗, 你是谁呀, مع من اتحدث, من معي, هل انت حقيقي, هل انت شخص, هل هذا بوت
هل يعمل هذا, آپ کون ہو جی, میں کس سے بات کر رہا ہوں, کیا آپ انسان ہیں, کیا یہ بوٹ ہے, کیا تم بوٹ ہو
mit wem spreche ich, bist du ein mensch, bist du echt, bist du ein roboter, a qui je parle
es tu humain, com quem estou falando, con chi parlo, sei un bot, voce e um robo
whats your name, what is your name, who r u, what can you do, help me
what can you do for me, what do you do, what can i ask, what can i ask you, what is this about
whats this about, what is this, whats this, what is this bot, what is this bot about, help
what are you for, what is this for, what do you know, what do you know about, what can you answer
what is it you do, how do you work, how does this work, how does it work here, how do i use you
how do i use this, how do i use this bot, how to use this bot, how can you help, can you help
how can you help me, can you help me, are you a bot, are you human, are you a robot, are you real
are you an ai, are you chatgpt, are you ai, what are you about, what is this chat about
who made you, who created you, who built you, what does this bot do, what questions can i ask
what should i ask, what topics do you know, tell me about yourself, introduce yourself
what else can you do, can i ask you something, can i ask a question, i have a question
what can this bot do, menu, i need help, what am i supposed to ask, what is your purpose
what are you able to do, how to use, what can i ask about, what is this all about
tell me what you can do, who is this, quien eres, que eres, como te llamas, que puedes hacer
que sabes hacer, de que trata esto, ayuda, de que va esto, que es esto, que puedo preguntar
que puedo preguntarte, como funciona esto, como funcionas, que haces, eres un bot, puedes ayudarme
que sabes, para que sirves, ayudame, eres humano, quien te creo, en que puedes ayudarme
sobre que puedo preguntar, кто ты, ты кто, кто вы, что ты, что ты такое, как тебя зовут
что ты умеешь, что ты можешь, что умеешь, что ты умеешь делать, о чем это, о чем этот бот, что это
что это такое, помощь, что это за бот, что можно спросить, о чем тебя спросить
о чем можно спросить, как это работает, как ты работаешь, ты бот, ты человек, что ты знаешь
помоги, помоги мне, помогите, кто тебя создал, чем ты можешь помочь, чем можешь помочь
что вы умеете, что вы можете, для чего ты, о чем здесь, 你是谁, 您是谁, 你是誰, 你叫什么
你叫什么名字, 你能做什么, 你会做什么, 你会什么, 你可以做什么, 你能干什么, 你能做什麼, 这是什么
这是做什么的, 这是关于什么的, 这个机器人是做什么的, 你是机器人吗, 我可以问什么, 我能问什么
能问什么, 可以问什么, 怎么用, 怎么使用, 你知道什么, 帮助, 帮帮我, 帮我, 你能帮我吗, 你有什么用
你是做什么的, 这讲的是什么, 你是人吗, 介绍一下你自己, 你能帮我什么, 你能回答什么, من انت, من أنتم
ما انت, ما اسمك, ماذا تفعل, ماذا يمكنك ان تفعل, ماذا تستطيع ان تفعل, ما هذا, ساعدني, عن ماذا هذا
عم يدور هذا, عما يتحدث هذا, ما هذا البوت, ماذا تعرف, ماذا يمكنني ان اسال, مساعدة, ماذا اسال
كيف تعمل, كيف يعمل هذا, هل انت بوت, هل انت روبوت, هل انت انسان, بماذا تساعدني, مين انت
هل يمكنك مساعدتي, كيف يمكنك مساعدتي, ما موضوع هذا, ما الذي يمكنك فعله, ماذا يمكنك فعله, من صنعك
آپ کون ہیں, تم کون ہو, آپ کون ہو, آپ کا نام کیا ہے, تمہارا نام کیا ہے, آپ کیا کر سکتے ہیں, مدد
تم کیا کر سکتے ہو, یہ کیا ہے, یہ کس بارے میں ہے, یہ کس کے بارے میں ہے, آپ کیا جانتے ہیں
میری مدد کریں, میں کیا پوچھ سکتا ہوں, میں کیا پوچھ سکتی ہوں, کیا آپ بوٹ ہیں, آپ کیا کرتے ہیں
یہ بوٹ کیا ہے, مدد کریں, یہ کیسے کام کرتا ہے, آپ کیسے کام کرتے ہیں, کیا پوچھوں
کیا آپ میری مدد کر سکتے ہیں, یہ بوٹ کیا کرتا ہے, wer bist du, wer sind sie, was bist du
was kannst du, was konnen sie, wie heisst du, hilfe, hilf mir, worum geht es hier
worum gehts hier, worum geht es, was ist das, was ist das hier, was machst du, was kann ich fragen
was kann ich dich fragen, wie funktioniert das, bist du ein bot, was weisst du
was kannst du alles, kannst du mir helfen, wie funktionierst du, qui es tu, qui etes vous
tu es qui, que peux tu faire, que sais tu faire, tu peux faire quoi, aide, de quoi s agit il
cest quoi, c est quoi, de quoi ca parle, que puis je demander, aide moi, comment ca marche
es tu un bot, comment tu t appelles, a quoi tu sers, que pouvez vous faire, quem e voce
quem es tu, o que voce faz, o que voce pode fazer, o que e isso, ajuda, como funciona
qual e o seu nome, sobre o que e isso, o que posso perguntar, me ajuda, chi sei, cosa sei
cosa sai fare, che cosa sai fare, cosa puoi fare, di cosa si tratta, aiuto, cos e questo
che cos e questo, come ti chiami, cosa posso chiedere, come funziona, aiutami
""",
    Talk.REMARK: """
ok, okay, okey, k, kk, okie, okey dokey, alright, all right, right, sure, fine, good, cool, great
nice, awesome, amazing, wonderful, perfect, excellent, fantastic, wow, woah, whoa, oh, ah, aha
oh ok, lol, lmao, rofl, haha, hahaha, hehe, hihi, xd, omg, wtf, hm, hmm, mm, mhm, uh, um, huh
oops, yay, funny, so funny, thats funny, that is funny, yes, yeah, yep, yup, ya, y, no, nope, nah
nay, n, maybe, perhaps, i see, got it, gotcha, understood, i understand, makes sense
that makes sense, true, indeed, never mind, nevermind, nvm, forget it, forget about it, cancel
nothing, nothing else, not now, stop, no problem, np, no worries, no need, youre welcome
you are welcome, yw, sorry, my bad, excuse me, im sorry, i am sorry, please, pls, idk, i dont know
i do not know, dont know, really, seriously, is that so, are you sure, interesting
very interesting, good to know, i agree, agreed, exactly, of course, correct, that is correct
thats right, that is right, deal, done, next, continue, go on, one moment, one sec, wait, brb
hold on, just kidding, jk, im back, im bored, i am bored, no thanks, no thank you, tell me a joke
tell me something, say something, talk to me, fair enough, as you wish, yes please, it is ok
its ok, thats ok, that is all, thats all, all good, its fine, congratulations, vale, si, bueno
claro, de acuerdo, entendido, entiendo, perfecto, genial, jaja, jajaja, jeje, olvidalo, da igual
no importa, nada, perdon, perdona, lo siento, por favor, esta bien, tal vez, quizas, ya veo
excelente, estupendo, que bueno, que bien, interesante, de nada, no se, por supuesto, cierto, ок
окей, ладно, хорошо, да, нет, ага, угу, ясно, понятно, понял, поняла, ха, хаха, хахаха, хехе, лол
ого, вау, круто, супер, отлично, здорово, неважно, не важно, забудь, забей, ничего, извини
извините, прости, простите, пожалуйста, наверное, может быть, интересно, не знаю, точно, конечно
стоп, отмена, правда, серьезно, согласен, согласна, неа, не надо, все понятно, норм, нормально
договорились, ничего страшного, 好, 好的, 好吧, 好啊, 行, 可以, 嗯, 嗯嗯, 哦, 噢, 啊, 哈, 哈哈
哈哈哈, 呵呵, 嘻嘻, 是, 是的, 对, 对的, 不, 不是, 没有, 没事, 没关系, 算了, 不用了, 不用, 知道了
明白, 明白了, 懂了, 了解, 原来如此, 哇, 酷, 对不起, 抱歉, 不好意思, 不客气, 有意思, 真的吗, 是吗
当然, 也许, 不知道, 取消, 收到, 好笑, 我知道了, حسنا, اوكي, طيب, تمام, نعم, لا, ايوه, اجل, ماشي
هه, هههه, فهمت, مفهوم, لا بأس, لا مشكلة, لا شيء, لا يهم, انس الامر, انسى الامر, دعك من ذلك, اسف
عذرا, عفوا, من فضلك, ربما, واو, حقا, صحيح, بالتاكيد, لا ادري, لا اعرف, مثير للاهتمام, لا شكرا
توقف, الغاء, ان شاء الله, الحمد لله, ما شاء الله, يا سلام, ٹھیک, ٹھیک ہے, اوکے, اچھا, جی, جی ہاں
ہاں, نہیں, جی نہیں, ہاہا, ہاہاہا, سمجھ گیا, سمجھ گئی, رہنے دیں, چھوڑو, رہنے دو, چھوڑیں
کوئی بات نہیں, کچھ نہیں, معاف کیجیے, معذرت, واہ, شاید, بالکل, دلچسپ, سچ, پتہ نہیں, معلوم نہیں, ja
nein, nee, jo, klar, alles klar, gut, prima, super, toll, klasse, genau, stimmt, verstanden, egal
ach so, achso, vergiss es, schon gut, macht nichts, bitte, entschuldigung, okay danke, naja
vielleicht, interessant, keine ahnung, lustig, bitte schon, gerne, kein problem, oui, non
d accord, daccord, ouais, bien, bien sur, tant pis, laisse tomber, c est bon, ca marche, pardon
desole, desolee, s il te plait, s il vous plait, peut etre, mdr, ah bon, parfait, compris, de rien
sim, nao, ta bom, ta, certo, legal, beleza, entendi, deixa pra la, desculpa, desculpe, kkk, kkkk
rs, talvez, va bene, perfetto, capito, lascia stare, lascia perdere, niente, scusa, scusi, forse
ho capito, prego, sounds good, dale, ясн, пжл
""",
    Talk.COMPLAINT: """
wrong, that is wrong, thats wrong, this is wrong, wrong answer, not true, thats not true
incorrect, you are wrong, youre wrong, you are stupid, youre stupid, stupid, stupid bot, dumb
dumb bot, idiot, you are dumb, youre dumb, you idiot, you are an idiot, youre an idiot, bad bot
useless, useless bot, you are useless, youre useless, you suck, this sucks, shut up, i hate you
hate you, fuck, fuck you, fuck off, shit, damn, bullshit, nonsense, rubbish, bad answer, terrible
awful, boring, you are bad, that is not what i asked, thats not what i asked, not what i asked
not helpful, that is not helpful, you dont understand, you do not understand, that did not help
this is useless, go away, liar, stfu, you are boring, youre bad, you are crazy
that makes no sense, this makes no sense, lame, you are lame, mal, esta mal, incorrecto
eres tonto, eres estupido, tonto, estupido, eres idiota, callate, inutil, eres inutil, mierda
no es cierto, mala respuesta, bot tonto, no sirves, no sirves para nada, eres malo, неправильно
неверно, это неправда, неправда, ты тупой, тупой, тупой бот, глупый бот, ты глупый, дурак
ты дурак, идиот, плохой бот, плохой ответ, бред, чушь, ерунда, заткнись, бесполезный бот
ты бесполезен, 错了, 不对, 错, 你错了, 你真笨, 你很笨, 笨蛋, 你是笨蛋, 傻瓜, 你好笨, 没用, 真没用
胡说, 胡说八道, 闭嘴, 答错了, 你真蠢, 你好蠢, 垃圾, خطا, هذا خطا, غلط, هذا غلط, انت غبي, غبي, احمق
انت احمق, بوت غبي, اخرس, اسكت, عديم الفائدة, سيء, كلام فارغ, غلط جواب, یہ غلط ہے, آپ غلط ہیں
تم بیوقوف ہو, بیوقوف, بے وقوف, تم پاگل ہو, بکواس, فضول, چپ, چپ کرو, بیکار, falsch, das ist falsch
du bist dumm, du bist doof, bloder bot, dummer bot, quatsch, unsinn, das stimmt nicht
stimmt nicht, halt die klappe, scheisse, dumm, schlechte antwort, mist, faux, c est faux
tu es bete, tu es stupide, nul, tu es nul, mauvaise reponse, n importe quoi, errado, voce e burro
burro, idiota, esta errado, resposta errada, sbagliato, sei stupido, stupido, sei scemo
non e vero, risposta sbagliata
""",
    Talk.UNCLEAR: """
just a test, only a test, testing 1 2 3, test 1 2 3, 1 2 3, one two three, uno dos tres, раз два три
это просто тест, просто тест, solo una prueba, solo pruebo, 只是测试, 随便试试, مجرد اختبار
واحد اثنان ثلاثة
صرف ٹیسٹ, یہ ٹیسٹ ہے, ein test, nur ein test, eins zwei drei, un deux trois, mic check, check check
test, testing, test test, test 123, testing 123, test test test, this is a test, just testing
ping, demo, prueba, probando, esto es una prueba, тест, проверка, проверка связи, это тест, 测试
測試, 测试一下, 试一下, اختبار, تجربة, هذا اختبار, ٹیسٹ, ٹیسٹنگ, essai, teste, prova, foo, bar
foo bar, blah, blah blah, bla, bla bla
""",
}
"""Phrases by their meaning, with commas or ends of lines between them."""

CALLED = """
bot, partner, pal, there, everyone, everybody, all, guys, friend, friends, folks, team, dear, sir
madam, man
bro, dude, mate, buddy, again, so, very, much, so much, and, then, too, my friend, now, well, oh
ah, just, everyone here, robot, today, to you, to all, chatbot, mister, my dear, for now, and all
amigo, amigos, crack, maestro, a todos, todos, и, всем, бот, друг, друзья, ребята, тебе, вам
очень, еще раз
机器人, 大家, 啊, 呀, 哦, 啦, 了, 吧, 呢, 朋友, يا بوت, يا صديقي, جميعا, جدا, و, يا, بوت, صديقي
اخي, بہت, بوٹ, بھائی, دوست, دوستو, جناب, جی, سب, اور, سب کو, dir, euch, ihnen, zusammen, leute
und, an alle, alle, sehr, noch, les amis, tout le monde, a tous, et, le bot, pessoal, gente, e
ragazzi, a tutti, tutti, y, muy, tambien, auch, du, alle zusammen, дак, يا جماعة, والله, یار
"""
"""Who is spoken to, and what only strengthens: beside a phrase these are part of it."""

THANKED_FOR = """
for, for the, for your, for that, for this, answer, answers, the answer, help, your help
information, info, quick, explanation, reply, response, helping, helping me, answering, me, it
in advance, lot, a, really, lots, great, good, nice, time, your time, the, you, i, was, a million
anyway, explaining, fast, por la, por tu, por, respuesta, ayuda, informacion, todo, de verdad, за
ответ, за ответ, помощь, за помощь, информацию, вас, тебя, все, вам большое, 你的, 您的, 帮助
回答, 帮忙, 解答, 的, على, الاجابة, المساعدة, لك, لكم, على المساعدة, على الاجابة, على الرد, جزيلا
كثيرا, جواب, مدد, کا, کے لیے, جواب کے لیے, مدد کے لیے, آپ کا, مجھے, معلومات, fur, die, antwort
hilfe, fur die, deine, auskunft, pour, la, reponse, l aide, votre, ta, infos, pela, resposta
ajuda, per, risposta, aiuto, la risposta, l aiuto
"""
"""What follows thanks, and nothing else."""
