"""What holds of every workspace that decodes: no rule fails, and what says nothing changes no finding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from som_cli.messages import translate
from som_cli.model.loading import Loaded, load
from som_cli.rules import RULES
from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace, finding_keys, run_rules
from som_cli.text.diagnostics import Diagnostic
from tests.properties.mutants import EXAMPLE, mutants
from tests.properties.workspaces import TODAY, TREES, Contents, loaded, some, workspaces

ANY = st.one_of(workspaces(), mutants())
SEEDS = st.randoms(use_true_random=False)
# The rule of the canonical form is about blank lines and the like, and about nothing else.
ABOUT_FORM = "YML11"
ABOUT_WAIVERS = "GOV08"
T = TypeVar("T")


def findings(read: Loaded, gate: Gate = Gate.MONITORING) -> tuple[Diagnostic, ...]:
    """At the last gate, where every rule speaks."""
    return check_workspace(read, gate).findings


def keys(read: Loaded, *without: str) -> list[str]:
    found = [one for one in findings(read) if one.code not in without]
    return finding_keys(found, read.workspace.texts)


# ---- no rule fails


@some
@given(ANY)
def test_no_rule_fails_on_a_workspace_that_decodes(contents: Contents) -> None:
    read = loaded(contents)
    counts: list[int] = []
    for gate in Gate:
        found = run_rules(read.workspace, RULES, gate)
        # A stage asks at least what the one before it asked: a waiver that is not needed is all that can go.
        counts.append(sum(one.code != ABOUT_WAIVERS for one in found))
        for one in found:
            assert one.item or one.span.path
            source = read.workspace.texts.get(one.span.path)
            assert source is None or 1 <= one.span.line <= one.span.end_line <= len(source.lines)
            for message in (one.message, *([one.help] if one.help else [])):
                assert translate(message, "en").strip()
                assert translate(message, "pl").strip()
    assert counts == sorted(counts)


# ---- order


@dataclass(frozen=True)
class Unsorted:
    """Files in any order, as a disk may list them."""

    contents: Contents
    paths: tuple[str, ...]
    links: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        return self.contents[path]


@some
@given(ANY, SEEDS)
def test_the_order_in_which_files_are_held_changes_nothing(contents: Contents, random: Random) -> None:
    names = list(contents)
    random.shuffle(names)
    assert findings(loaded({name: contents[name] for name in names})) == findings(loaded(contents))


@some
@given(ANY, SEEDS)
def test_the_order_in_which_files_are_read_changes_nothing(contents: Contents, random: Random) -> None:
    names = sorted(contents)
    random.shuffle(names)
    read = load(Unsorted(contents, tuple(names)), TODAY)
    before = loaded(contents)
    # Of two items with one id the first that is read counts, so here the order says something.
    if not before.workspace.duplicates:
        assert findings(read) == findings(before)


@some
@given(ANY, SEEDS)
def test_the_order_of_kinds_tables_shapes_and_texts_changes_nothing(contents: Contents, random: Random) -> None:
    read = loaded(contents)
    workspace = read.workspace
    shuffled = replace(
        workspace,
        items=_shuffled(workspace.items, random),
        shapes=_shuffled(workspace.shapes, random),
        texts=_shuffled(workspace.texts, random),
        codelists=_shuffled(workspace.codelists, random),
        inventories=tuple(random.sample(workspace.inventories, len(workspace.inventories))),
    )
    assert without_help(read._replace(workspace=shuffled)) == without_help(read)


def without_help(read: Loaded) -> list[Diagnostic]:
    """A help lists what would be allowed in the order of the workspace."""
    return [found._replace(help=None) for found in findings(read)]


def _shuffled(values: Mapping[str, T], random: Random) -> Mapping[str, T]:
    names = sorted(values)
    random.shuffle(names)
    return {name: values[name] for name in names}


def test_the_order_of_sets_changes_nothing() -> None:
    """Sets of texts have another order in every process that hashes with another seed."""
    command = [sys.executable, "-m", "som_cli", "validate", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(TREES.parent)}
    shown = [
        subprocess.run(
            command, capture_output=True, check=False, env={**environment, "PYTHONHASHSEED": seed}, cwd=TREES / EXAMPLE
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert len(set(shown)) == 1
    assert len(json.loads(shown[0])["findings"]) > 20


# ---- more files

# Kinds that cannot cure any finding: nothing that was there names them, so they answer no reference; they hold
# no figure, so they change no sum, share, mean or median; they take no part in a plan, so they cover nothing that is
# asked for. Their ids and words occur in no text, nor do they continue a numbering. A member is none of these: votes,
# shares and figures per head are judged by the members there are. Nor is an action (shares of owners), an indicator
# (values by name), a plan (higher documents), or a code list (which takes the place of ours).
UNRELATED: Contents = {
    "registry/stakeholders/QQ-77.yml": b"id: QQ-77\nname: Qqwx\nkind: other\n",
    "registry/sources/QQ-78.yml": b"id: QQ-78\ntitle: Qqwx\nkind: document\nyear: 2013\n",
    "participation/meetings/QQ-79.yml": b"id: QQ-79\ndate: 2012-02-03\ntitle: Qqwx\n",
    "registry/profiles/qqwx-law.yml": b"id: qqwx-law\ntitle: Qqwx\n",
    "registry/emission-factors/QQ-80.yml": b"id: QQ-80\napproach: lca\ngases: CO2\nunit: qqwx\n",
}
UNRELATED_ENTRIES: Contents = {
    "registry/glossary.yml": b"QQWX:\n  term: Qqwx\n",
    "registry/funds.yml": b"qqwx:\n  name: Qqwx\n  kind: other\n",
    "registry/units.yml": b"qqwx:\n  dimension: qqwx\n",
    "partnership/procedures.yml": b"qqwx:\n  name: Qqwx\n",
}


@some
@given(ANY, st.sampled_from(sorted({**UNRELATED, **UNRELATED_ENTRIES})))
def test_an_item_that_nothing_speaks_of_takes_no_finding_away(contents: Contents, path: str) -> None:
    added = UNRELATED.get(path) or contents.get(path, b"") + UNRELATED_ENTRIES[path]
    before, after = loaded(contents), loaded({**contents, path: added})
    missed = Counter(keys(before)) - Counter(keys(after))
    assert missed == Counter()


# ---- twice the same


@some
@given(ANY)
def test_what_is_read_twice_is_the_same_both_times(contents: Contents) -> None:
    one, two = loaded(contents), loaded(dict(contents))
    assert one.workspace == two.workspace
    assert list(one.workspace.all_items()) == list(two.workspace.all_items())
    assert findings(one) == findings(two)
    assert len(set(keys(one))) == len(keys(one))


@some
@given(ANY, SEEDS)
def test_blank_lines_and_comments_change_no_key(contents: Contents, random: Random) -> None:
    spaced = {
        path: _spaced(content, random) if path.endswith(".yml") else content for path, content in contents.items()
    }
    assert keys(loaded(spaced), ABOUT_FORM) == keys(loaded(contents), ABOUT_FORM)


def _spaced(content: bytes, random: Random) -> bytes:
    """The lines of a file with blank lines and comments between them, but for those of a text over several lines."""
    lines = content.decode().splitlines()
    if any(line.rstrip().endswith(("|", ">", "|-", ">-")) for line in lines):
        return content
    made = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" -"))].replace("-", " ")
        made += random.choice([[], [], [], [""], [f"{indent}# remark"], ["# remark", ""]])
        made.append(line)
    return ("\n".join(made) + "\n").encode()
