"""Formulas for a page without scripts: a part of LaTeX as MathML, and expressions of the engine as LaTeX."""

import ast
import re
from html import escape

from autodiff_core.numbers import format_number

LETTERS = {"alpha": "α", "epsilon": "ε", "partial": "∂"}
MINUS = "−"
SIGNS = {"cdot": "·", "times": "×", "leftarrow": "←", "to": "→", "sum": "∑", "quad": "\u2003", "-": MINUS}
COLOURS = ("value", "gradient", "local")  # \value{7}: in the colour of the quantity
TOKEN = re.compile(r"\\text\{[^}]*\}|\\[A-Za-z]+|\d+(?:\.\d+)?|\S")


def mathml(formula):
    """LaTeX as a <math> element. Raises ValueError for LaTeX that is not among the part known here."""
    tokens = TOKEN.findall(formula)
    row = _row(tokens)
    if tokens:
        raise ValueError(f"{formula!r} has a bracket too many.")
    return f"<math>{row}</math>"


def _row(tokens):
    parts = []
    while tokens and tokens[0] != "}":
        sign = tokens[0] in ("-", MINUS) and (not parts or parts[-1] in map(_operator, "=+·×("))
        part = _minus(tokens) if sign else _atom(tokens)
        while tokens and tokens[0] in ("_", "^"):
            kind = "msub" if tokens.pop(0) == "_" else "msup"
            part = f"<{kind}>{part}{_atom(tokens)}</{kind}>"
        parts.append(part)
    return "".join(parts)


def _minus(tokens):
    tokens.pop(0)
    return f'<mo form="prefix">{MINUS}</mo>'


def _group(tokens):
    tokens.pop(0)
    row = _row(tokens)
    tokens.pop(0)
    return f"<mrow>{row}</mrow>"


def _atom(tokens):
    if tokens[0] == "{":
        return _group(tokens)
    token = tokens.pop(0)
    name = token.lstrip("\\")
    if token == r"\frac":
        return f"<mfrac>{_group(tokens)}{_group(tokens)}</mfrac>"
    if token == r"\sqrt":
        return f"<msqrt>{_group(tokens)}</msqrt>"
    if name in COLOURS:
        return f'<mrow class="{name}">{_group(tokens)}</mrow>'
    if name.startswith("text{"):
        return f"<mtext>{escape(name[5:-1].replace(' ', chr(160)))}</mtext>"
    if name == "max":
        return "<mi>max</mi>"
    if name in LETTERS or re.fullmatch("[A-Za-z]", token):
        return f"<mi>{LETTERS.get(name, name)}</mi>"
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token.startswith("\\") and name not in SIGNS:
        raise ValueError(f"{token} is not among the LaTeX known here.")
    return _operator(name)


def _operator(name):
    still = ' stretchy="false" lspace="0" rspace="0"' if name in ("(", ")") else ""
    return f"<mo{still}>{escape(SIGNS.get(name, name))}</mo>"


def latex(code):
    """The LaTeX of an expression that the engine prints, such as "-a / b**2"; conditions in words."""
    return _latex(ast.parse(code, mode="eval").body)


def _latex(node):
    if cases := _cases(node):
        return r"\text{, }".join([*cases, r"\text{else }0"])
    match node:
        case ast.Constant():
            return format_number(node.value)
        case ast.Name():
            return node.id
        case ast.UnaryOp():
            return "-" + _latex(node.operand)
        case ast.BinOp(ast.UnaryOp() as minus, ast.Div(), right):
            return rf"-\frac{{{_latex(minus.operand)}}}{{{_latex(right)}}}"
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{_latex(left)}}}{{{_latex(right)}}}"
        case ast.BinOp(left, ast.Pow(), right):
            return f"{_latex(left)}^{{{_latex(right)}}}"
        case ast.BinOp(left, ast.Mult(), right):
            return rf"{_factor(left)} \cdot {_factor(right)}"
        case ast.BinOp(left, ast.Add(), right):
            return f"{_latex(left)} + {_latex(right)}"
        case ast.BinOp(left, ast.Sub(), right):
            return f"{_latex(left)} - {_latex(right)}"
        case ast.Call():
            name, inner = ast.unparse(node.func).removeprefix("np."), ", ".join(map(_latex, node.args))
            return rf"\sqrt{{{inner}}}" if name == "sqrt" else rf"\text{{{name}}}({inner})"
    raise ValueError(f"{ast.unparse(node)} cannot be written as a formula here.")


def _factor(node):
    inner = _latex(node)
    return f"({inner})" if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) else inner


def _cases(node, weight="1"):
    """What a sum of conditions is, each with its weight: "1 if a > b", "0.5 if a = b". Else nothing."""
    match node:
        case ast.Compare(left, [operator], [right]):
            sign = {ast.Gt: ">", ast.Lt: "<", ast.Eq: "="}[type(operator)]
            return [rf"{weight}\text{{ if }}{_latex(left)} {sign} {_latex(right)}"]
        case ast.BinOp(ast.Constant() as weight, ast.Mult(), ast.Compare() as condition):
            return _cases(condition, _latex(weight))
        case ast.BinOp(left, ast.Add(), right):
            both = _cases(left), _cases(right)
            return [case for cases in both for case in cases] if all(both) else []
    return []
