"""The command `footnote`. Read before all that an old Python cannot read, it says so in a line."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    raise SystemExit("footnote: needs Python 3.11 or newer, this is %d.%d" % sys.version_info[:2])  # noqa: UP031
