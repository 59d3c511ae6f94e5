"""JupyterLab as a learner sees it: a server on a copy of the notebooks, and one open notebook in a page."""

import ast
import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},  # what a test adds is not there for the next one
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is in the page, in view or not
}

# The notebook in front, ready to run: loaded, and its kernel idle.
READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.context?.isReady && panel.sessionContext?.session?.kernel?.status === "idle";
}"""

# Another one in its place, and its kernel in the place of the one before; light, as at first.
OPEN_INSTEAD = """async (path) => {
  const { shell, commands } = jupyterapp;
  await commands.execute("apputils:change-theme", { theme: "JupyterLab Light" });
  await shell.currentWidget.sessionContext.shutdown();
  shell.currentWidget.dispose();
  await commands.execute("docmanager:open", { path });
}"""

# An error in a widget's callback appears in no cell: it is only a message of the kernel. "No such comm" is
# what every fresh kernel answers to a page that asks which widgets it has.
LISTEN = """() => {
  window.kernelTrouble = [];
  jupyterapp.shell.currentWidget.sessionContext.iopubMessage.connect((_, message) => {
    const { header, parent_header, content } = message;
    if (header.msg_type === "error" && parent_header.msg_type !== "execute_request")
      window.kernelTrouble.push(content.ename + ": " + content.evalue);
    if (header.msg_type === "stream" && content.name === "stderr" && !content.text.startsWith("No such comm"))
      window.kernelTrouble.push(content.text);
  });
}"""

# What Lab itself and ipywidgets write to the console about a kernel that is no more.
NO_KERNEL = re.compile("Cannot send|Canceled future|debugger state")

RUN_CELL = """async (source) => {
  const { content } = jupyterapp.shell.currentWidget;
  const last = content.widgets.length;
  content.model.sharedModel.insertCell(last, { cell_type: "code", source, metadata: {} });
  content.activeCellIndex = last;
  await jupyterapp.commands.execute("notebook:run-cell");
}"""

ASK_PYTHON = """async (expression) => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const ask = { code: "", silent: true, user_expressions: { answer: expression } };
  const { answer } = (await kernel.requestExecute(ask).done).content.user_expressions;
  return answer.data ? answer.data["text/plain"] : "'" + answer.ename + ": " + answer.evalue + "'";
}"""

CELLS = """() => jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.toJSON())"""


class LabServer:
    """JupyterLab on a free port of this machine, on a copy of `notebooks` inside the empty folder `place`."""

    def __init__(self, notebooks, place):
        self.folder, self.place = place / "notebooks", place
        self.token, self.opened = secrets.token_hex(16), 0
        shutil.copytree(notebooks, self.folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        for name, values in SETTINGS.items():
            path = place / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # The learner's own settings, workspaces and running servers are neither read nor touched.
        places = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        with open(self.place / "log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [
                    *[sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"],
                    *[f"--port={self.port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"],
                    *[f"--ServerApp.root_dir={self.folder}", "--LabApp.expose_app_in_browser=True"],
                ],
                env={
                    **os.environ,
                    **{variable: str(self.place / name) for variable, name in places.items()},
                    "JUPYTER_TOKEN": self.token,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 180  # a busy machine takes its time
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                log = (self.place / "log").read_text(encoding="utf-8")
                raise RuntimeError("JupyterLab does not start:\n" + log)
            time.sleep(0.1)
        return self

    def _answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", f"/api/status?token={self.token}")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def __exit__(self, *_):
        self.process.terminate()  # JupyterLab ends its kernels, then itself
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def url(self, name):
        """The address of a notebook, in a workspace of its own: Lab reopens what was open in the last one."""
        self.opened += 1
        workspace = f"http://127.0.0.1:{self.port}/lab/workspaces/test{self.opened}"
        return f"{workspace}/tree/{name}?token={self.token}"


class LabPage:
    """A notebook open in JupyterLab. `page` is Playwright's Page, for everything a learner does.

    `console` collects the errors in the browser's console and the uncaught exceptions of the page.
    """

    def __init__(self, page, url):
        self.page, self.console, self.has_kernel = page, [], True
        page.set_default_timeout(15_000)
        page.on("console", lambda m: self.console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.goto(url)
        self._begin()

    def _begin(self):
        self.wait_until_idle()
        self.page.evaluate(LISTEN)

    def open_instead(self, name):
        """Open another notebook in this page: JupyterLab itself takes longer to load than a notebook."""
        self.page.evaluate(OPEN_INSTEAD, name)
        self.has_kernel = True
        self._begin()
        self.forget_trouble()  # what Lab said about the kernel that is no more

    def run_all(self):
        """Run every cell, and wait until the kernel has nothing left to do."""
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_until_idle()

    def wait_until_idle(self):
        self.page.wait_for_function(READY, timeout=90_000)

    def run_cell(self, source):
        """Write one more cell at the end of the notebook, and run it."""
        self.page.evaluate(RUN_CELL, source)
        self.wait_until_idle()

    def python(self, expression):
        """What the kernel says an expression is now: a number, a text, a list ..."""
        return ast.literal_eval(self.page.evaluate(ASK_PYTHON, expression))

    def wait_for_python(self, expression, right):
        """Wait until the kernel says so: the page tells it a little later."""
        deadline = time.monotonic() + 10
        while (found := self.python(expression)) != right:
            assert time.monotonic() < deadline, f"in Python {expression} is {found!r}, not {right!r}"
            time.sleep(0.05)

    def cells(self):
        """The cells as they would be stored, outputs included."""
        return self.page.evaluate(CELLS)

    def shut_down_kernel(self):
        self.has_kernel, self.kernel_trouble = False, self._kernel_trouble()  # not what it says as it dies
        self.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def close(self):
        """Close the page, and end the kernel, which JupyterLab would keep."""
        if self.has_kernel:
            self.shut_down_kernel()
        self.page.context.close()

    def forget_trouble(self):
        self.console.clear()
        self.page.evaluate("() => { window.kernelTrouble = []; }")

    def trouble(self):
        """What must not be there: console errors, failures in cells and callbacks, words on stderr."""
        failed = [
            f"{output['ename']}: {output['evalue']}"
            for cell in self.cells()
            if "raises-exception" not in cell["metadata"].get("tags", [])
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]
        if self.has_kernel:
            return self.console + failed + self._kernel_trouble()
        return [line for line in self.console if not NO_KERNEL.search(line)] + failed + self.kernel_trouble

    def _kernel_trouble(self):
        return self.page.evaluate("window.kernelTrouble")
