"""Articles with headings, titles and rows of all sorts, of which the bot's own lines are made."""

ODD_FILES = {
    "rules.md": """---
title: Tarn rules
---
## 1. Oars

Oars are kept in the shed. A lost oar is paid for.

## 3. Boats

No boat may be out after dark. Boats are tied up with two ropes.

## Section 4. “Fires” (and stoves): what is allowed?

Fires may be lit on the stones. Stoves are carried back.

## 2.1.3 No. 7: dogs, cats etc. – on the jetty

Dogs stay on a lead. Cats are not counted.

## § 5 Fees

The fee is nine pounds. Members pay half of it.

## Who may swim at night?

Nobody swims alone at night. A lamp is carried.

## 9 / 10

Nine of ten keys are numbered.

## A very long heading that goes on and on, so that the bot has to cut it before it ends

The long heading has a short text.

## [Draft] “Quoted.” Ends with a full stop.

The draft was never signed.

## Nets · lines › hooks

Nets are dried on the wall.
""",
    "harbour.md": """---
title: Harbour Rules
source: Port Office
author: Ada Pell
date: 2020-05-01
---
## Section 1. Boats

Boats must be moored by day. The harbour master counts them.

## Section 2. Fires

No fires may be lit on the quay. The watchman puts them out.

### 2.a) At night

Lamps are allowed at night.

## Article 17. Nets

No nets may be dried on the wall.

(1) The nets are marked.

(2) The marks are yellow. They are renewed each year.
""",
    "who.md": """---
title: "Is the water safe? Ask."
source: "Coast News! Daily"
date: 2021-01-02
---
The water of the bay is tested each week. It was safe in all of last year.
""",
    "marks.md": """---
title: "„Die Brücke“ – ein Bericht. Ja?"
author: "Ann Bell, “Nan”"
source: "Nor‘easter – Rundschau"
url: https://bridge.example/a_b_c?x=(1)
date: 2021-05-03
based_on:
  - title: "The old bridge: 1. A report. Part 2"
    source: Port Office
    date: 1950-03-01
---
# Wann (1999) – und *warum*? [1]

Die Brücke steht. „Sie hält“, sagte Ann.

## p. 9, No. 3: never

1. The owner pays 2.50 pounds.
2. The clerk notes it.
""",
    "talk.md": """---
title: On boats
source: Coast News
---
**Ann Bell:** How many boats are there in summer?

**Bob Hart:** There are sixty boats in summer.

**Ann Bell:** Who pays for the crane?

**Bob Hart:** The fishermen pay for it. They do so gladly.

## 3.4.0

### Removed

- The old lever was removed.
- The second lever was moved:
  - to the left wall
  - to the right wall
""",
    "table.md": """---
title: "Depths, 2020: a table"
source: Port Office
---
## Depths

| Basin | Depth | Built |
| --- | --- | --- |
| North basin | 7 metres | 1901 |
| South basin | 9 metres | 1923 |
| Old dock | 3 metres | 1855 |

The depths were measured at low water.
""",
    "tides.csv": """Place,High water,Low water,Note
Skerry,06:10,12:20,"Boats wait outside, as a rule."
Tarn,07:15,13:25,No pilot is needed.
Holm,08:00,14:05,"Is it deep? Yes, nine metres."
""",
    "faq.csv": """question,answer
Who opens the gate?,The warden opens the gate at six. He closes it at nine.
May I bring a dog?,Dogs stay outside.
""",
    "copy.md": """---
title: 7. Notes from the shore
source: Island Post
date: 2022-06-01
---
## 1.1 Fires

No fires may be lit on the quay. The watchman puts them out.
""",
    "odd.md": """---
title: 9 / 10
date: 2023-03-03
---
Nine of ten lamps were lit. The tenth was broken.
""",
    "ru.md": """---
title: Правила гавани
source: Вестник
author: Анна Петрова
date: 2020-10-11
---
## Статья 3. Лодки

Лодки привязывают двумя верёвками. Ночью их не выводят.

## 4. Что нельзя?

Костры на причале запрещены.
""",
    "zh.md": """---
title: 港口规则
source: 海岸新闻
date: 2024-03-01
---
## 第三条 船只

天黑以后船只不得出港。船只用两根绳子系好。

## 4. 火

码头上禁止生火。
""",
    "ar.md": """---
title: قواعد الميناء
source: أخبار الساحل
date: 2024-03-01
---
## المادة 3. القوارب

لا يخرج أي قارب بعد حلول الظلام. تربط القوارب بحبلين.
""",
    "poem.txt": """The Keeper

The sea is grey
and the lamp is lit,
the wind comes in
and the gulls all sit.
""",
    "laws.txt": """LAKE ACT

Part 1. General

1. This Act is about the lake.
2. A boat is a vessel of any kind.

Part 2. Boats

3. (1) No boat may be moved by night.
(2) A boat which is moved shows a light.

4. A person who breaks section 3 pays a fine of ten pounds.
""",
}
