"""Expressions of the engine as LaTeX."""

import ast

from autodiff_core.numbers import format_number


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
