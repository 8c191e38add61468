"""What nodes and strictness cost above libyaml's bare events: 10,000 items of 15 lines in 1,000 files.

Places are found when somebody asks: a run asks for those of the files with findings. What it costs where every file has
one is printed beside; no bar is set for that.
"""

from __future__ import annotations

import sys
from datetime import date

import yaml

from som_cli.model.loading import collector_paused
from som_cli.text.nodes import Mapping
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml
from tests.benchmarks.timing import cpu_of_calls, report

BAR = 2.0
FILES, ITEMS = 1_000, 10
ITEM = """\
  - id: STR-A-{number:05}
    title: Węzeł przesiadkowy numer {number} przy dworcu głównym
    kind: investment
    objective: STR-1.{digit}
    status: planned
    owner: miastowo
    partners: [lipowo, zatoka]
    cooperation: coordination
    from: 2015-03
    to: {year}
    result: |
      Przesiadka trwa do pięciu minut i nie wymaga drugiego biletu.
    budget:
      price: {{basis: nominal, vat: gross}}
      stated_total: {number}000.00
"""


def corpus() -> list[bytes]:
    year = date(2020, 1, 1).year
    return [
        (
            "items:\n"
            + "".join(ITEM.format(number=number, digit=number % 9, year=year) for number in range(first, first + ITEMS))
        ).encode()
        for first in range(0, FILES * ITEMS, ITEMS)
    ]


def test_reading_against_bare_events() -> None:
    files = corpus()

    def bare() -> int:
        return sum(1 for content in files for _ in yaml.parse(content.decode(), Loader=yaml.CSafeLoader))

    def ours() -> list[object]:
        nodes: list[object] = []
        for content in files:
            source, problems = read_source("items.yml", content)
            assert source is not None, problems
            node, problems = parse_yaml(source)
            assert not problems
            nodes.append(node)
        return nodes

    def located() -> list[object]:
        return [node.place for node in ours() if isinstance(node, Mapping)]

    assert len(located()) == FILES
    with collector_paused():
        floor, cost, whole = cpu_of_calls(bare, ours, located)
    report("reading / libyaml's bare events", cost / floor, BAR)
    sys.stdout.write(f"reading, and the places of every file / libyaml's bare events: {whole / floor:.2f} x\n")
    assert cost / floor <= BAR
