"""Words of small talk that are as often what somebody asks about, and what stands before them.

"Night" takes leave and is a part of the day, "deal" agrees and is a contract, and a friend, who
elsewhere is spoken to, is asked about in "can you help friends". Written as in `talk_phrases`.
"""

MEANS_A_THING = """
nice, cool, good, great, help, hilfe, ayuda, aide, aiuto, ajuda, помощь, 帮助, مساعدة, مدد, gm, gn
night, tag, legal, pardon, beleza, правда
"""
"""Where titles have these and all words beside them, they are searched."""

NAMES_A_THING = """
test, testing, demo, prueba, тест, проверка, 测试, 測試, اختبار, تجربة, ٹیسٹ, essai, teste, prova
ping, bar, menu, dale, deal, mist, rubbish, mierda, класс, 垃圾
"""
"""Where titles have one of these, it is searched whatever small talk is beside it."""

IS_SPOKEN_TO = """
bot, chatbot, robot, friend, friends, team, man, my friend, amigo, amigos, crack, maestro
бот, друг, друзья, ребята, 机器人, 朋友, بوت, صديقي, اخي, بوٹ, بھائی, دوست, دوستو
جناب, leute, amis, les amis, pessoal, gente, ragazzi, یار
"""
"""Things only behind `ASKS_FOR_ONE`, as those above are there, too."""

ASKS_FOR_ONE = """
how to use, what is this, whats this, who is this, what do you know about, help, can you help
que es esto, ayuda, puedes ayudarme, que sabes, что это, что это за, помощь, помоги, помогите
怎么用, 怎么使用, 帮助, 帮, 这是什么, 你知道什么, ما هذا, مساعدة, ماذا تعرف, مدد, was ist das, hilfe
c est quoi, cest quoi, aide, o que e isso, ajuda, che cos e questo, cos e questo, aiuto
"""
"""Questions on the bot, but on what follows them if that is any word of the articles."""

GREETS_ELSEWHERE = """
hallo, moin, servus, gruezi, tag, bonjour, bonsoir, salut, coucou, ola, oi, opa, ciao, salve
buongiorno, buonasera, merhaba, merhabalar, selam, gunaydin, hoi, hej, hejsan, hei, czesc, witam
ahoj, привіт, вітаю, szia, sziasztok, buna, γεια, καλημερα, καλησπερα, שלום, היי, नमस्ते, नमस्कार
हैलो, درود, salam, hiya, howdy, здорово
"""
"""Greetings that are also what places, people and works are called: alone they are searched where
a title, a heading or a term consists of them. The everyday greetings of the bot's six languages
are greetings wherever an article is called so."""
