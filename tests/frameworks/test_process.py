"""A framework in a process of its own: whatever it does, there is an answer or one sentence."""

import os
import subprocess
import sys
import time

import pytest

from autodiff_core.frameworks import ask, compare, process
from autodiff_core.lessons import cost


def sentence(text):
    """The lines below the table that are about JAX, as one."""
    below = text.partition("\n\n")[2]
    return " ".join(" ".join(below.split("JAX ")[1:]).split())


def test_a_crash_is_one_sentence_and_the_stored_answer_is_shown(false_jax):
    false_jax("import os; os._exit(3)")
    text = repr(compare(cost, w=5, b=-3))
    assert text.splitlines()[2].split() == ["dJ/dw", "6", "6", "6", "6"]
    assert sentence(text) == "stopped without an answer. Its stored answer is shown."


def test_a_failing_import_is_one_sentence_with_its_reason(false_jax):
    false_jax("raise ImportError('libjax.so: cannot open shared object file')")
    text = repr(compare(cost, w=1, b=1))
    assert "Traceback" not in text and text.splitlines()[1].split() == ["J", "0.5", "-", "-", "-"]
    assert "stopped without an answer: ImportError: libjax.so: cannot open shared object file." in " ".join(
        text.split()
    )


@pytest.mark.parametrize(
    "source, reason",
    [
        ("raise RuntimeError('broken\\nin two lines')", ": RuntimeError: broken"),
        ("import sys; print('x' * 99); print('noise', file=sys.stderr); sys.exit(4)", ": SystemExit: 4"),
        ("import os, sys; os.write(2, b'x ' * 3000); os._exit(1)", f": {'x ' * (process.LONGEST // 2)}"),
    ],
)
def test_what_cannot_be_imported_is_tried_once_and_its_stored_answers_are_shown(false_jax, source, reason):
    false_jax(source)
    for shown in (ask("kinks"), ask("held"), compare(cost, w=5, b=-3)):
        said = f"stopped without an answer{reason.rstrip()}. Its stored answer is shown."
        assert sentence(repr(shown)) == said
        assert "error" not in repr(shown)


def test_a_slow_import_that_fails_is_waited_for_once(false_jax):
    false_jax("import time; time.sleep(1.5); raise ImportError('late')")
    started = time.monotonic()
    assert sentence(repr(ask("held"))).startswith("stopped without an answer: ImportError: late.")
    assert time.monotonic() - started < 12


def test_a_framework_that_hangs_is_stopped(false_jax, monkeypatch):
    false_jax("import time; time.sleep(60)")
    monkeypatch.setattr(process, "TIME_LIMIT", 3.0)
    started = time.monotonic()
    assert "has not answered within 3 seconds. Its stored" in sentence(repr(ask("held")))
    assert time.monotonic() - started < 30
    started = time.monotonic()
    assert "has not answered within 3 seconds." in sentence(repr(ask("kinks")))
    assert time.monotonic() - started < 2.5  # it is not asked a second time


def test_what_is_printed_cannot_get_between_the_answers(false_jax, capfd):
    false_jax(
        "import os, sys, types\n"
        "print('{'); print('noise', file=sys.stderr); os.write(1, b'more'); os.write(2, b'more')\n"
        "config = types.SimpleNamespace(update=lambda name, value: None)\n"
        "lax = types.SimpleNamespace(stop_gradient=lambda x: x)\n"
        "grad = lambda f, argnums=0: lambda *args: 'a false slope'\n"
    )
    assert ask("held").columns[3].answer == {"lines": ["a false slope"], "error": ""}
    assert capfd.readouterr() == ("", "")


def test_a_framework_that_is_absent_costs_no_process(absent, monkeypatch):
    monkeypatch.setattr(process.subprocess, "run", lambda *a, **k: pytest.fail("a process was started"))
    assert all(column.answer for column in ask("kinks").columns)


def test_asking_loads_no_framework_into_the_own_process(tmp_path):
    for name in ("torch", "tensorflow", "jax"):  # in their place, so that nothing takes seconds
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    use = "from autodiff_core.frameworks import ask, installed; ask('kinks'); installed()"
    code = f"{use}\nimport sys\nprint({{'torch', 'tensorflow', 'jax', 'jaxlib'}} & set(sys.modules))"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    environment = os.environ | {"PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert (done.stdout, done.stderr) == ("set()\n", "")
