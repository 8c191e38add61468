"""Findings -> JUnit XML: a test case a finding, so that any CI shows them."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path

from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import visible
from som_cli.writers.findings import FindingsPage


def junit(page: FindingsPage, start: Path) -> str:
    """A suite a file; errors are failures, warnings and notes cases with output; a clean run has one passed case."""
    found = page.open
    failures = sum(one.severity is Severity.ERROR for one in found)
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows.append(f'<testsuites name="som" tests="{max(1, len(found))}" failures="{failures}" errors="0">')
    for path, group in groupby(found, key=lambda one: one.span.path):
        rows += _suite(page, path, list(group), start)
    if not found:
        rows.append('  <testsuite name="som" tests="1" failures="0"><testcase name="validate"/></testsuite>')
    rows.append("</testsuites>")
    return "\n".join(rows) + "\n"


def _suite(page: FindingsPage, path: str, findings: list[Diagnostic], start: Path) -> list[str]:
    failures = sum(one.severity is Severity.ERROR for one in findings)
    rows = [f'  <testsuite name={_attribute(path)} tests="{len(findings)}" failures="{failures}">']
    for one in findings:
        name = f"{one.code} {one.item}".rstrip()
        place = f"{page.file(one.span, start)}:{one.span.line}:{one.span.column}"
        rows.append(f"    <testcase classname={_attribute(one.code)} name={_attribute(name)}>")
        message = page.say(one.message)
        text = "\n".join([place, message, *([page.say(one.help)] if one.help else [])])
        if one.severity is Severity.ERROR:
            rows.append(f"      <failure message={_attribute(message)}>{escape(text)}</failure>")
        else:
            rows.append(f"      <system-out>{escape(f'{one.severity.value}: {text}')}</system-out>")
        rows.append("    </testcase>")
    rows.append("  </testsuite>")
    return rows


def _attribute(text: str) -> str:
    return f'"{escape(visible(text))}"'
