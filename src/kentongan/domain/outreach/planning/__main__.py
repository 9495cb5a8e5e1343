"""Run as a program: reads a problem from standard input, writes the plan on standard output, and ends.

Apart from web and worker, so that the solver's memory goes back with the process, with limits on both
memory and time. Exit 3 when the problem cannot be read.
"""

import resource
import sys

from kentongan.domain.outreach.planning.shapes import Problem

MEMORY_LIMIT = 2 * 1024 * 1024 * 1024
CPU_SECONDS = 60


def main() -> int:
    """Limit this process, then do the one job."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        problem = Problem.from_json(sys.stdin.read())
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return 3
    from kentongan.domain.outreach.planning.solver import solve  # late: within the limits above

    sys.stdout.write(solve(problem).to_json())
    return 0


if __name__ == "__main__":
    sys.exit(main())
