"""`doctor`: what this machine lacks, a line for each thing."""

import click

from huozi.cli.help import Spoken
from huozi.jobs.doctor import Health, HealthState, examined
from huozi.messages import say
from huozi.values.errors import MachineError

_SIGNS = {
    HealthState.GOOD: ("✓", "green"),
    HealthState.OPTIONAL: ("–", "yellow"),
    HealthState.MISSING: ("✗", "red"),
}


@click.command("doctor", cls=Spoken)
def doctor() -> int:
    """Look at this machine. Exit code 3 where something is missing that every book needs."""
    worst = False
    for health in examined():
        click.echo(_line(health))
        worst |= health.state is HealthState.MISSING
    click.echo(say("doctor-lacks" if worst else "doctor-sound"))
    return MachineError.exit_code if worst else 0


def _line(health: Health) -> str:
    sign, colour = _SIGNS[health.state]
    found = health.found or say("doctor-none")
    line = say(
        f"doctor-{health.state.value}", what=say(f"doctor-{health.about}"), found=found,
        command=health.command,
    )  # fmt: skip
    return f"{click.style(sign, fg=colour)} {line.rstrip()}"
