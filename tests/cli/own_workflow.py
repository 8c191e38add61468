"""The workflow that users get -> the one that this repository runs on its own plans, from the checkout."""

from __future__ import annotations

from som_cli.cli.init import ci_files

HEADER = "# Written by `som init ci`; `som init ci --force` writes it anew.\n"
INSTALL = '        run: |\n          python -m pip install --only-binary :all: "$SOM_PACKAGE"\n'
OWN_INSTALL = """\
        run: |
          make .venv/build-ready
          mkdir -p "$RUNNER_TEMP/bin"
          printf '#!/bin/sh\\nPYTHONPATH="%s" exec "%s/.venv/bin/python" -P -m som_cli "$@"\\n' "$PWD" "$PWD" \\
            > "$RUNNER_TEMP/bin/som"
          chmod +x "$RUNNER_TEMP/bin/som"
          echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
"""
REPLACED = (
    (HEADER, "# What `som init ci` writes, with som from this checkout: `make golden` writes it anew.\n"),
    ("  # One version for all: set the repository variable SOM_PACKAGE, or change it here.\n", ""),
    ("  SOM_PACKAGE: ${{ vars.SOM_PACKAGE || 'som' }}\n", ""),
    (INSTALL, OWN_INSTALL),
)


def own_files() -> dict[str, str]:
    """The texts of this repository's workflows by path. Raises ValueError where the template has moved on."""
    files = ci_files("github", "strategies", "main", "som")
    workflow = files[".github/workflows/som.yml"]
    for old, new in REPLACED:
        if old not in workflow:
            raise ValueError(old)
        workflow = workflow.replace(old, new)
    comment = files[".github/workflows/som-comment.yml"].replace(HEADER, REPLACED[0][1])
    return {".github/workflows/som.yml": workflow, ".github/workflows/som-comment.yml": comment}
