"""Whether a word is a Chinese name written in Latin (pinyin) or Cyrillic (Palladius) letters."""

import re

from consumers.extract.lexicon import words

_INITIAL = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINAL = "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u|ü|v"
_PINYIN = re.compile(rf"(?:(?:{_INITIAL})?(?:{_FINAL})['’-]?){{1,3}}", re.IGNORECASE)

_PALLADIUS_INITIAL = "чж|цз|[бпмфдтнлгкхцшчжср]"
_PALLADIUS_FINAL = "яо|ян|янь|ин|инь|юн|юнь|юань|юй|юэ|уан|уань|уай|ань|ан|энь|эн|ун|унь|ай|эй|ао|оу|уй|уэй|эр|а|о|э|и|у|ю|я|е|ё"
_PALLADIUS = re.compile(rf"(?:(?:{_PALLADIUS_INITIAL}|[вь])?(?:{_PALLADIUS_FINAL})){{1,3}}", re.IGNORECASE)

PINYIN_SURNAMES = words(
    """Li Wang Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang
    Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lu Lyu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai
    Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Mao Qiu Qin Gu Hou Shao Meng
    Long Wan Duan Lei Qian Yin Chang Qiao Lai Gong Wen Pang Lan Yi Xi Shang Niu Ji Hong Geng Guan Qu Zhai Sheng Bao
    Ouyang Situ Zhuge Shangguan Miao Mu Ning Pu Qi Ruan Shan Shu Tao Tong Tu Weng Xing You Zang Zhan Zhuo Zuo Chu
    Dou Ge Jiao Jing Ju Ke Kuang Lang Le Lou Min Mo Nie Ou Pei Ping Rao Rong Sha Si Sui Xiang Xin Yue Zhen Zhi"""
)  # fmt: skip
"""Surnames of mainland newswire, as pinyin writes them."""

PALLADIUS_SURNAMES = words(
    """Ли Ван Чжан Лю Чэнь Ян Чжао Хуан Чжоу У Сюй Сунь Ху Чжу Гао Линь Хэ Го Ма Ло Лян Сун Чжэн Се Хань Тан Фэн Юй Дун
    Сяо Чэн Цао Юань Дэн Фу Шэнь Цзэн Пэн Люй Лу Су Цзян Цай Цзя Дин Вэй Сюэ Е Янь Пань Ду Дай Ся Чжун Тянь Жэнь
    Фань Фан Ши Яо Тань Ляо Цзоу Сюн Цзинь Хао Кун Бай Цуй Кан Мао Цю Цинь Гу Хоу Шао Мэн Лун Вань Дуань Лэй Цянь
    Инь Чан Цяо Лай Гун Вэнь Пан Лань И Си Шан Ню Цзи Хун Гэн Гуань Цюй Чжай Шэн Бао Оуян Мяо Му Нин Пу Ци Жуань
    Шань Шу Тао Тун Ту Син Чу Гэ Цзин Кэ Мо Не Пэй Пин Жун Ша Сян Синь Юэ Чжэнь"""
)  # fmt: skip
"""The same surnames as Russian newswire writes them."""


def is_pinyin(word: str) -> bool:
    """Whether a word can be read as one to three pinyin syllables."""
    return _PINYIN.fullmatch(word) is not None


def is_palladius(word: str) -> bool:
    """Whether a word can be read as one to three Palladius syllables."""
    return _PALLADIUS.fullmatch(word) is not None
