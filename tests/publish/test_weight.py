"""The weight of a page is its own and that of all that it loads."""

import gzip

from autodiff_core.publish.weight import table, weight

PAGE = """<link rel="icon" type="image/svg+xml" href="assets/i.svg">
<link rel="stylesheet" href="assets/a.css">
<script defer src="assets/b.js"></script><script defer src="assets/b.js"></script><a href="other.html">no</a>
<div class="explorer" data-module="x"></div>"""


def test_all_that_is_loaded_counts_once(tmp_path):
    (tmp_path / "assets").mkdir()
    contents = {"assets/i.svg": b"i" * 10, "assets/a.css": b"a" * 1000, "assets/b.js": b"b" * 2000}
    for name, content in (contents | {"p.html": PAGE.encode()}).items():
        (tmp_path / name).write_bytes(content)
    weighed = weight(tmp_path / "p.html")
    everything = [PAGE.encode(), *contents.values()]
    assert weighed.bytes == sum(map(len, everything)) and weighed.explorers == 1
    assert weighed.zipped == sum(len(gzip.compress(each, mtime=0)) for each in everything)
    assert table([weighed]).splitlines()[-1].split() == ["p.html", "3", "0", "1"]
