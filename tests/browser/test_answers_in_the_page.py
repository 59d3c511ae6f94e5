"""What is typed as an answer, read and diagnosed by the page: each way to write a number, and all else."""

import json
import math
import random
import sys
import unicodedata

import pytest

from autodiff_core.explorers.base import module

READ = """
async ([source, texts, blank, numbers]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { parseAnswer, diagnose } = await import(url);
  const exact = (x) => (x === undefined ? null : String(x));
  return texts.map((text) => {
    const answer = parseAnswer(text);
    const found = diagnose(answer, blank, numbers.map((x) => (Array.isArray(x) ? x.map(Number) : Number(x))));
    return [exact(answer.number), answer.problem ?? null, answer.digits ?? null, found];
  });
}
"""
# Both modules in one, with their exports: what the card and the other practice import.
SOURCE = module("answer.js") + "\n" + module("diagnose.js")
BLANK = {"wrong": [3, 1], "others": ["dJ/db", "dJ/dx"]}


@pytest.fixture
def read(plain_page):
    """read(texts, right, wrong, others) -> for each text [number, problem, digits, verdict]."""

    def read_all(texts, right=6, wrong=(2, 15), others=(3, -8)):
        numbers = [repr(float(right)), *([repr(float(x)) for x in each] for each in (wrong, others))]
        numbers = json.loads(json.dumps(numbers).replace("inf", "Infinity").replace("nan", "NaN"))
        return plain_page.page.evaluate(READ, [SOURCE, list(texts), BLANK, numbers])

    return read_all


NUMBERS = {
    "6": 6, " 6 ": 6, "+6": 6, "-6": -6, "\u22126": -6, "\u20136": -6, "\uff0d6": -6, "- 6": -6,
    ".5": 0.5, "6.": 6, "0.50": 0.5, "007": 7, "-.25": -0.25, "0": 0, "-0": 0,
    "2e-3": 0.002, "2E-3": 0.002, "2e\u22123": 0.002, "1.5e+2": 150, "3e2": 300,
    "1/2": 0.5, "-3/4": -0.75, "1 / 2": 0.5, "1/-4": -0.25, "\u22121/32": -0.03125, "1\u20442": 0.5, "½": 0.5,
    "-¾": -0.75, "0/5": 0, "1.5/3": 0.5,
    "1,5": 1.5, "0,125": 0.125, "-2,25": -2.25, "1000,125": 1000.125, ",5": 0.5,
    "٣": 3, "٣٫٥": 3.5, "６": 6, "－１．５": -1.5, "१२": 12, "𝟔": 6,
    "\u200f6": 6, "\u202e6": 6, "6\ufeff": 6, "1\u00ad2": 12, "\t6\n": 6,
}  # fmt: skip

SENTENCES = {  # a part of the sentence, and what gets it
    "guess is welcome": ["", "   ", "\u200f"],
    "decimal point": ["1,500", "1,500,000", "1,2,3", "1.500,5"],
    "Work it out": ["2 * 3", "2×3", "3+3", "2**3", "1/2/3", "2(3)", "6²", "²", "2 × 10^-3"],
    "more than one number": ["1 2", "1 000", "1.2.3"],
    "letters": ["6x", "2*d", "0x10", "3 d", "1e"],
    "per cent": ["50%", "50 %"],
    "equals sign": ["J = 6", "=6"],
    "divided by 0": ["1/0", "0/0", "1/0.0"],
    "too large": ["1e999", "-1e999", "1e999/2"],
    "too small": ["1e-999", "1/1e999"],
    "too long": ["9" * 61, "6" * 100_000, "x" * 100_000, "6" + " 6" * 50_000],
    "ordinary number": ["NaN", "infinity", "-Infinity", "undefined", "∞"],
    "in digits": [
        *("six", "x", "1/x", "null", "--6", "6-", ".", "-", "/", "e5", "⑥", "2½", "🙂", "6🙂", "[6]"),
        *("<b>6</b>", "<img src=x onerror=alert(1)>"),
    ],
}
UNREAD = {text: part for part, texts in SENTENCES.items() for text in texts}


def test_every_way_to_write_a_number_is_read(read):
    for (text, right), (number, problem, *_) in zip(NUMBERS.items(), read(NUMBERS), strict=True):
        assert problem is None and float(number) == right, (text, number, problem)
        assert number != "-0"


def test_what_is_no_number_gets_one_sentence_that_says_what_is(read):
    for (text, part), (number, problem, _, found) in zip(UNREAD.items(), read(UNREAD), strict=True):
        assert number is None and part in (problem or ""), (text[:40], number, problem)
        assert found == {"verdict": "unread", "problem": problem}
        assert problem.endswith(".") and problem.count(". ") == 0 and len(problem) < 120


def test_decimal_digits_of_every_script_are_digits(read):
    digits = [chr(i) for i in range(sys.maxunicode) if unicodedata.category(chr(i)) == "Nd"]
    for digit, (number, *_) in zip(digits, read(digits), strict=True):
        # Python may know an older Unicode than the browser, not a younger one.
        assert number is not None and int(number) == unicodedata.digit(digit), digit


def test_significant_digits_are_those_typed(read):
    typed = {"6": 1, "-6.0": 2, "0.050": 2, "1200": 4, "2.50e-3": 3, "1/3": None, "0.00": 0, "1,50": 3}
    assert [digits for _, _, digits, _ in read(typed)] == list(typed.values())


# -- the verdict


def verdicts(read, texts, **numbers):
    found = [each for *_, each in read(texts, **numbers)]
    return [
        (each["verdict"], *[each[key] for key in ("rounded", "mistake", "label", "power") if key in each])
        for each in found
    ]


def test_a_right_answer_is_right_within_half_a_per_cent(read):
    found = verdicts(read, ["6", "6.0", "12/2", "6.03", "5.97", "6.031", "5.969", "-6"])
    right, near = ("right", False), ("right", True)
    assert found == [right, right, right, near, near, ("close",), ("close",), ("sign",)]


def test_an_answer_rounded_to_the_digits_typed_is_right_from_two_digits_on(read):
    third = {"right": 1 / 3, "wrong": (1, 2), "others": ()}
    assert verdicts(read, ["1/3", "0.333", "0.33", "0.3"], **third) == [
        ("right", False),
        ("right", True),
        ("right", True),
        ("unknown",),  # ten per cent off
    ]
    assert verdicts(read, ["1.1", "1.0", "1"], right=1.05) == [("right", True), ("right", True), ("close",)]
    assert verdicts(read, ["25", "2.5e1", "25.0"], right=24.6) == [("right", True)] * 2 + [("close",)]
    assert verdicts(read, ["0", "0.00", "1e-10"], right=0.0) == [("right", False)] * 3
    assert verdicts(read, ["0.00"], right=0.004, wrong=(), others=()) == [("unknown",)]


def test_a_wrong_answer_is_recognised_in_this_order(read):
    assert verdicts(read, ["2", "15", "14.99"]) == [("mistake", 3), ("mistake", 1), ("mistake", 1)]
    assert verdicts(read, ["-6"], wrong=(-6, 15)) == [("mistake", 3)]  # a mistake that gives the wrong sign
    assert verdicts(read, ["-6"], others=(-6, 0)) == [("sign",)]
    assert verdicts(read, ["3", "-8"]) == [("other", "dJ/db"), ("other", "dJ/dx")]
    assert verdicts(read, ["6.2"], others=(6.2, 0)) == [("other", "dJ/db")]
    assert verdicts(read, ["6.2", "5.75"]) == [("close",), ("close",)]
    assert verdicts(read, ["60", "0.6", "0.06", "6e5"]) == [("power", power) for power in (1, -1, -2, 5)]
    assert verdicts(read, ["17", "0", "-60", "1e300"]) == [("unknown",)] * 4


def test_of_two_mistakes_that_match_the_nearest_is_named(read):
    assert verdicts(read, ["2.004", "2.006"], wrong=(2, 2.01)) == [("mistake", 3), ("mistake", 1)]


def test_a_mistake_without_a_finite_number_matches_nothing(read):
    for text in ("0", "17", "1e300"):
        assert verdicts(read, [text], wrong=(math.nan, math.inf)) == [("unknown",)]
    # Where the graph itself has no number, nothing fails and nothing is called right.
    assert verdicts(read, ["6", "0"], right=math.nan, wrong=(), others=()) == [("unknown",)] * 2
    assert verdicts(read, ["6", "-6"], right=math.inf, wrong=(), others=()) == [("unknown",)] * 2


# -- hostile answers


def hostile_answers(count=4000):
    """Numbers, almost numbers, text, markup, digits of all scripts, huge, empty: the same ones each time."""
    rng = random.Random(4)
    scripts = [chr(i) for i in range(sys.maxunicode) if unicodedata.category(chr(i)) in ("Nd", "No", "Nl")]
    pieces = [
        *"0123456789+-−–*/×·^().,;:=%°eE xwdJ<>&\"'`{}[]$\\|~#@!?_\t\n½²１٫🙂ﷺ\u200f\u202e\u200b\0\ud800",
        *("NaN", "Infinity", "undefined", "null", "true", "e999", "e-999", "👩\u200d🔬", "javascript:"),
        *("<b>", "</script>", "<img src=x onerror=alert(1)>", "{v:0}", "{r:0}", "${1}"),
    ]
    made = []
    for i in range(count):
        kind = i % 5
        if kind == 0:
            made.append("".join(rng.choices(pieces, k=rng.randrange(0, 12))))
        elif kind == 1:
            made.append("".join(rng.choices(scripts, k=rng.randrange(1, 8))))
        elif kind == 2:
            made.append(repr(rng.choice([1, -1]) * rng.random() * 10.0 ** rng.randrange(-12, 12)))
        elif kind == 3:
            made.append("".join(chr(rng.randrange(1, 0xD7FF)) for _ in range(rng.randrange(0, 30))))
        else:
            made.append(f"{rng.randrange(-99, 99)}{rng.choice(pieces)}{rng.randrange(0, 99)}")
    huge = [" " * 5000, "6" * 100_000, "1e" + "9" * 1000, "<" * 100_000, "1/" * 50_000, "\u202e" * 10_000]
    return [*made, "6", "-6", "3", "", *huge]


def test_thousands_of_hostile_answers_are_read_or_get_a_sentence(read):
    answers = hostile_answers()
    kinds = set()
    for text, (number, problem, _, found) in zip(answers, read(answers), strict=True):
        kinds.add(found["verdict"])
        if problem is None:
            assert math.isfinite(float(number)), text[:60]
        else:
            assert number is None and problem.endswith(".") and len(problem) < 120, text[:60]
    assert len(answers) > 4000 and {"unread", "right", "mistake", "sign", "other", "unknown"} <= kinds
