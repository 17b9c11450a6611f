"""From a Russian case form back to the nominative, as far as its surroundings tell."""

_SAME = ("о", "е", "и", "ю", "ы", "э", "ых", "их")


def nominative_surname(surname: str, given: str, nominative: str, female: bool) -> str:
    """A surname in the nominative, by the case its given name stands in (`nominative` is that name's)."""
    if given == nominative:
        return surname
    if female:
        return _woman(surname)
    return _man(surname, given)


def _woman(surname: str) -> str:
    if surname.endswith(("ской", "скую", "цкой", "цкую")) or _is_adjective(surname, ("ной", "ную")):
        return surname[:-2] + "ая"
    if surname.endswith(("овой", "евой", "ёвой", "иной", "ову", "еву", "ёву", "ину", "ыной")):
        return surname.removesuffix("ой").removesuffix("у") + "а"
    return surname


def _man(surname: str, given: str) -> str:
    for endings, restored in (
        (("ского", "скому", "ским", "ском"), "ский"),
        (("цкого", "цкому", "цким", "цком"), "цкий"),
        (("ного", "ному", "ным", "ном"), "ный"),
    ):
        if surname.endswith(endings) and (restored != "ный" or _is_adjective(surname, endings)):
            return next(
                surname.removesuffix(ending) + restored for ending in endings if surname.endswith(ending)
            )
    for ending in ("ым", "ом", "ем"):
        if surname.endswith(ending) and given.endswith(("ом", "ем", "ём")):
            return surname.removesuffix(ending) + ("ь" if ending == "ем" and surname[-3] not in "вн" else "")
    if surname.endswith(("я", "ю")) and given.endswith(("а", "я", "у", "ю")):
        return surname[:-1] + ("й" if surname[-2] in "аеиоуэя" else "ь")
    if surname.endswith(("а", "у", "е")) and surname[-2] not in "аеиоу":
        return surname[:-1]
    return surname


def _is_adjective(surname: str, endings: tuple[str, ...]) -> bool:
    """Between "Навальным" and "Ветлугиным": before the н of the second stands a vowel of its suffix."""
    return surname.endswith("ного") or (surname.endswith(endings) and surname[-4:-3] not in ("и", "ы"))


def nominative_adjective(word: str, gender: str) -> str:
    """An adjective in the nominative of a gender ("m", "f", "n")."""
    for ending in (
        "ого",
        "его",
        "ому",
        "ему",
        "ыми",
        "ими",
        "ый",
        "ий",
        "ой",
        "ым",
        "им",
        "ом",
        "ем",
        "ая",
        "яя",
        "ую",
        "юю",
        "ей",
        "ое",
        "ее",
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + _ending(word.removesuffix(ending), ending, gender)
    return word


def _ending(stem: str, ending: str, gender: str) -> str:
    soft = (stem.endswith("н") and ending[0] in "еяю") or ending in (
        "яя",
        "юю",
        "ее",
        "его",
        "ему",
        "ем",
        "ей",
    )
    if gender == "f":
        return "яя" if soft else "ая"
    if gender == "n":
        return "ее" if soft else "ое"
    return "ий" if soft or stem[-1] in "гкхжшщч" else "ый"


def nominative_noun(word: str, heads: dict[str, str]) -> str | None:
    """The head whose case form a word is; None where it is none of them."""
    if word in heads:
        return word
    for head, gender in heads.items():
        if word.startswith(head[:-1] if gender != "m" or head[-1] in "йь" else head) and word in _forms(
            head, gender
        ):
            return head
    return None


def _forms(head: str, gender: str) -> tuple[str, ...]:
    stem = head[:-1]
    if gender == "n":
        return (
            (stem + "я", stem + "ю", stem + "ем", stem + "и")
            if head.endswith("ие")
            else (stem + "а", stem + "у", stem + "ом", stem + "е")
        )
    if gender == "f" and head.endswith("ь"):
        return stem + "и", stem + "ью"
    if gender == "f":
        soft = head.endswith("я")
        return (
            stem + ("и" if soft or stem[-1] in "гкхжш" else "ы"),
            stem + "е",
            stem + "и",
            stem + ("ю" if soft else "у"),
            stem + "ей",
            stem + "ой",
        )
    if head.endswith("й"):
        return stem + "я", stem + "ю", stem + "ем", stem + "е"
    return head + "а", head + "у", head + "ом", head + "е"
