"""Given names by which a person is known for one, in Latin and Cyrillic letters."""

import re

_RUSSIAN_MEN = """Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артур Богдан Борис Вадим Валентин Валерий
Василий Виктор Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Герман Глеб Григорий Даниил Данила Денис
Дмитрий Евгений Егор Захар Иван Игорь Илья Иннокентий Кирилл Константин Лев Леонид Макар Максим Марат Матвей Михаил
Назар Никита Николай Олег Павел Пётр Платон Ренат Ринат Рамиль Родион Роман Руслан Рустам Савелий Семён Сергей Станислав
Степан Тимофей Тимур Тихон Фёдор Филипп Эдуард Юрий Яков Ян Ярослав Айрат Ильдар Азат Баир Алдар Дамир Эльдар Альберт Эмиль Рифат Рустем Булат Тагир Рашид Шамиль Арсен Давид Мирослав"""
_RUSSIAN_WOMEN = """Алевтина Александра Алёна Алина Алиса Алла Анастасия Ангелина Анна Антонина Арина Валентина Валерия
Варвара Василиса Вера Вероника Виктория Галина Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя Инна
Ирина Карина Кира Клавдия Кристина Ксения Лариса Лидия Лилия Людмила Маргарита Марина Мария Милана Надежда Наталия
Наталья Нина Оксана Ольга Полина Раиса Регина Римма Светлана София Софья Таисия Тамара Татьяна Ульяна Эльвира Юлия Яна Элла Эмма Стелла Белла Роза Мила Майя Альбина Гульнара Зульфия Фаина Венера Эвелина Аделина Айгуль"""
_RUSSIAN_IN_LATIN = """Alexander Aleksandr Alexandr Alexey Alexei Aleksey Aleksei Anatoly Anatoliy Andrey Andrei Anton
Arkady Arseny Artyom Artem Boris Vadim Valentin Valery Vasily Vassily Viktor Victor Vitaly Vladimir Vladislav Vsevolod
Vyacheslav Gennady Georgy Georgiy German Gleb Grigory Daniil Denis Dmitry Dmitri Dmitriy Evgeny Evgeniy Yevgeny Egor
Yegor Zakhar Ivan Igor Ilya Innokenty Kirill Konstantin Lev Leonid Makar Maxim Maksim Marat Matvey Mikhail Nazar Nikita
Nikolai Nikolay Oleg Pavel Pyotr Petr Platon Renat Rinat Ramil Rodion Roman Ruslan Rustam Savely Semyon Sergey Sergei
Stanislav Stepan Timofey Timofei Timur Tikhon Fyodor Fedor Filipp Eduard Yuri Yury Yakov Yaroslav Airat Ildar Azat
Alevtina Alexandra Aleksandra Alyona Alena Alina Alisa Alla Anastasia Anastasiya Angelina Anna Antonina Arina Valentina
Valeria Valeriya Varvara Vera Veronika Victoria Viktoria Viktoriya Galina Darya Daria Diana Evgenia Yevgenia Ekaterina
Yekaterina Elena Yelena Elizaveta Yelizaveta Zhanna Zinaida Zoya Inna Irina Karina Kira Kristina Ksenia Kseniya Larisa
Lidia Lidiya Liliya Lyudmila Ludmila Margarita Marina Maria Mariya Milana Nadezhda Natalia Natalya Nina Oksana Olga
Polina Raisa Regina Rimma Svetlana Sofia Sofya Taisia Tamara Tatyana Tatiana Ulyana Elvira Yulia Yuliya Yana Ella Emma Stella Bella Maya Albina Gulnara Zulfiya Faina Albert Emil Rifat Rustem Bulat Tagir Rashid Shamil Arsen Miroslav"""
_WESTERN = """Abdul Ahmed Ali Andriy Anders Andrzej Aziz Bjorn Brittney Camille Carsten Chloe Dmytro Ebba Emilio Fatima Hassan Helga Henrik
Hiroshi Ingvild Ivana Jackie Javier Jens Jorge Josef Jutta Kenji Kristian Lars Leif Lena Linda Lukas Magnus Marta Mateusz Mehmet
Milos Mustafa Nelson Niels Nils Oleksandr Oleh Omar Oxana Paolo Petra Piotr Ravi Rajesh Sanjay Sergio Sven Takeshi Tomas Tomasz
Viktor Vladyslav Volodymyr Yoshi Yusuf Zoltan Adam Alan Albert Alfred Alice Amy Andrew Angela Ann Anne Anthony Arthur Barbara Ben Benjamin Brian Bruce
Carl Carlos Carol Caroline Catherine Charles Charlotte Chris Christian Christina Christine Christopher Claire Claude
Claudia Colin Craig Daniel David Deborah Dennis Diane Donald Doris Douglas Edward Eleanor Elizabeth Emily Emma Eric
Erik Eva Evelyn Felix Florian Francesca Francis Frank Franz Frederick Friedrich Gary George Gerald Gerhard Giovanni
Giuseppe Gordon Grace Graham Greg Gregory Gunther Hannah Hans Harold Harry Heather Heinrich Helen Helena Henri Henry
Howard Hugh Ian Ingrid Isabel Jack Jacob Jacques James Jan Jane Janet Jason Jean Jeff Jeffrey Jennifer Jeremy Jessica
Joan Johann John Jonathan Jose Joseph Joshua Juan Judith Julia Julian Julie Juliet Karen Karl Kate Katherine Kathleen
Keith Kenneth Kevin Klaus Larry Laura Lauren Lawrence Leo Leon Linda Lisa Louis Louise Lucas Lucy Luis Luke Marco
Margaret Mario Marie Mark Markus Martha Martin Mary Matthew Matthias Maurice Max Melissa Michael Michel Michelle Miguel
Mohammad Mohammed Nancy Natalie Nathan Neil Nicholas Nicolas Nicole Nigel Norman Olivia Oscar Otto Patricia Patrick
Paul Paula Pedro Peter Philip Philippe Pierre Rachel Ralph Raymond Rebecca Richard Robert Roger Ronald Rosa Rose Ruth
Ryan Sally Samuel Sandra Sarah Scott Sean Sharon Simon Sophie Stefan Stephan Stephanie Stephen Steve Steven Stuart
Susan Teresa Theodore Theresa Thomas Tim Timothy Tom Tony Ursula Vincent Walter Wendy William Wolfgang"""


def _oblique(names: str, women: bool) -> dict[str, str]:
    """Every case form of given names → the nominative."""
    forms: dict[str, str] = {}
    for name in names.split():
        forms[name] = name
        for form in _cases(name, women):
            forms.setdefault(form, name)
            forms.setdefault(form.replace("ё", "е"), name)
        forms.setdefault(name.replace("ё", "е"), name)
    return forms


def _cases(name: str, women: bool) -> tuple[str, ...]:
    irregular = {"Лев": "Льв", "Павел": "Павл", "Пётр": "Петр"}
    if name.endswith("ия"):
        return name[:-1] + "и", name[:-1] + "ю", name[:-1] + "ей"
    if name.endswith(("а", "я")):
        stem, soft = name[:-1], name.endswith("я")
        hard_i = "и" if soft or stem[-1] in "гкхжшщч" else "ы"
        instrumental = "ей" if soft or stem[-1] in "жшщчц" else "ой"
        return stem + hard_i, stem + "е", stem + ("ю" if soft else "у"), stem + instrumental
    if women:
        return name[:-1] + "и", name[:-1] + "ью"
    if name.endswith(("й", "ь")):
        stem = name[:-1]
        return stem + "я", stem + "ю", stem + "ем", stem + ("и" if name.endswith("ий") else "е")
    stem = irregular.get(name, name)
    return stem + "а", stem + "у", stem + "ом", stem + "е"


LATIN_GIVEN_NAMES = frozenset((_RUSSIAN_IN_LATIN + " " + _WESTERN).split())
"""Given names as English newswire writes them."""

RUSSIAN_MEN = _oblique(_RUSSIAN_MEN, women=False)
"""Case form of a man's given name → its nominative."""

RUSSIAN_WOMEN = _oblique(_RUSSIAN_WOMEN, women=True)
"""Case form of a woman's given name → its nominative."""

PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:ович|евич|ич|овн|евн|ичн|иничн)(?:а|у|ем|е|ы|ой)?")
"""A patronymic in any case."""
