"""The words the corpus is made of: sentences with gaps, per language, invented for this purpose."""

NAMES = {
    "en": ("Harriet Dole", "Tom Ashdown", "Lena Fors", "Marcus Obi", "Ruth Castellan", "Ivo Brandt"),
    "ru": ("Пётр Лужин", "Анна Гордеева", "Илья Сомов", "Вера Тулина", "Олег Рябцев", "Нина Щукина"),
    "zh": ("林海生", "周文静", "郭立民", "孙晓梅", "何志远", "邓秋月"),
}
PLACES = {
    "en": ("Lisbon", "Nairobi", "Toronto", "Oslo", "Santiago", "Perth", "Dublin", "Lagos"),
    "ru": ("Лиссабоне", "Найроби", "Торонто", "Осло", "Сантьяго", "Перте", "Дублине", "Лагосе"),
    "zh": ("里斯本", "内罗毕", "多伦多", "奥斯陆", "圣地亚哥", "珀斯", "都柏林", "拉各斯"),
}
ORDINARY = {
    "en": (
        "The city council of {place} approved a budget of {n} million euros for new tram lines on {day}.",
        "Mayor {name} said the work would begin in spring and take about {m} months.",
        "Residents had complained for years about crowded buses and narrow pavements.",
        "A bakery chain plans to open {m} shops, its director {name} told reporters.",
        "Heavy rain flooded {n} homes near {place}, and schools stayed closed for a second day.",
        "The home side won by a late goal before {n} thousand spectators.",
        "Shares of the carmaker fell {m} percent after it lowered its outlook for the year.",
        "Researchers at a university in {place} found that shorter meetings raise the mood of staff.",
        '"We will look at every proposal with care," {name} said after the vote.',
        "The museum will show {m} paintings that had been kept in a cellar since the fifties.",
    ),
    "ru": (
        "Городской совет в {place} утвердил бюджет в {n} млн евро на новые трамвайные линии.",
        "По словам мэра {name}, работы начнутся весной и займут около {m} месяцев.",
        "Жители много лет жаловались на переполненные автобусы и узкие тротуары.",
        "Сеть пекарен откроет {m} магазинов, сообщила её директор {name}.",
        "Из-за сильных дождей затопило {n} домов, школы закрыты второй день.",
        "Хозяева победили благодаря голу на последних минутах матча.",
        "Акции автопроизводителя подешевели на {m} процентов после ухудшения прогноза.",
        "Учёные университета в {place} выяснили, что короткие совещания улучшают настроение.",
        "«Мы внимательно рассмотрим каждое предложение», — сказал {name} после голосования.",
        "Музей покажет {m} картин, которые хранились в подвале с пятидесятых годов.",
    ),
    "zh": (
        "{place}市议会通过了{n}万欧元的预算，用于建设新的电车线路。",
        "市长{name}表示，工程将于春季开工，工期约{m}个月。",
        "多年来，居民一直抱怨公交车拥挤、人行道狭窄。",
        "一家面包连锁店计划新开{m}家门店，负责人{name}对记者说。",
        "连日大雨淹没了{n}户住宅，学校连续第二天停课。",
        "主队凭借最后时刻的进球赢得比赛，现场观众超过{m}万人。",
        "该汽车制造商下调全年预期后，股价下跌百分之{m}。",
        "{place}一所大学的研究人员发现，缩短会议时间能改善员工情绪。",
        "“我们会认真研究每一项建议。”{name}在表决后说。",
        "博物馆将展出{m}幅自上世纪五十年代起一直存放在地下室的画作。",
    ),
}
RELEVANT = {
    "en": (
        "Trade between China and Russia rose {m} percent to ${n} billion in the first half of the year.",
        "Russian Deputy Prime Minister {name} will visit Beijing on {day} for talks on energy.",
        '"Our cooperation with China does not depend on third parties," {name} told reporters in Moscow.',
        "Gazprom and CNPC signed an agreement on {n} million cubic metres of gas.",
        "The foreign ministers of China and Russia discussed Ukraine in a call on {day}.",
    ),
    "ru": (
        "Товарооборот России и Китая вырос на {m}% до ${n} млрд в первом полугодии.",
        "Вице-премьер {name} посетит Пекин для переговоров об энергетике.",
        "«Наше сотрудничество с Китаем не зависит от третьих стран», — заявил {name} в Москве.",
        "«Газпром» и CNPC подписали соглашение о поставках {n} млн кубометров газа.",
        "Главы МИД РФ и КНР обсудили по телефону ситуацию на Украине.",
    ),
    "zh": (
        "上半年中俄贸易额同比增长{m}%，达到{n}亿美元。",
        "俄罗斯副总理{name}将访问北京，就能源合作举行会谈。",
        "“我们同中国的合作不受第三方影响。”{name}在莫斯科对记者说。",
        "俄罗斯天然气工业股份公司与中石油签署了供气{n}亿立方米的协议。",
        "中俄两国外长通电话，就乌克兰局势交换意见。",
    ),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
