"""What all units of a press are set from, beside their own content."""

from dataclasses import dataclass

from huozi.compile.drawing.lettering import Lettering
from huozi.compile.house import House
from huozi.compile.pictures import Pictures
from huozi.fonts.typecase import TypeCase
from huozi.values.galley import Setting


@dataclass(frozen=True)
class Materials:
    """The pictures, the house style, the page format and the fonts."""

    pictures: Pictures
    house: House
    setting: Setting
    case: TypeCase

    @property
    def lettering(self) -> Lettering:
        """The faces from which the words of drawings are outlined."""
        return Lettering(self.case, self.setting.fonts.stacks)
