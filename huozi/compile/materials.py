"""What the units of a press have in common: all that they are set from, beside themselves."""

from dataclasses import dataclass

from huozi.compile.drawing.lettering import Lettering
from huozi.compile.house import House
from huozi.compile.pictures import Pictures
from huozi.fonts.typecase import TypeCase
from huozi.values.galley import Setting


@dataclass(frozen=True)
class Materials:
    """Pictures, house style, format and fonts."""

    pictures: Pictures
    house: House
    setting: Setting
    case: TypeCase

    @property
    def lettering(self) -> Lettering:
        """The faces that words of drawings are made of."""
        return Lettering(self.case, self.setting.fonts.stacks)
