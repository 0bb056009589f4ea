"""Faults of pictures and likely fixes, in the words of messages."""

CUT_OFF = "is cut off"
DAMAGED = "is damaged"
MISNAMED = "is no picture of the format that its name says"
UNSHOWN = "is of a format that no browser shows, and may say where it was made"
UNREADABLE = "has pixels of a kind that cannot be encoded again, such as 16 bits of grey with holes"
UNNAMED = "is no drawing that browsers show: its xmlns is wrong"
EMPTY = "is a drawing that shows nothing"
TELLS = "says where or with what it was made"

EXPORT = "export it without metadata, as JPEG, PNG or WebP"
FEWER_BITS = "save it with 8 bits a channel, in RGB"
NAME_IT = 'write xmlns="http://www.w3.org/2000/svg" in its first element'


class BrokenPicture(ValueError):
    """A file that is not the picture that its name says, or has private metadata."""

    def __init__(self, wrong: str, hint: str = "save it again, or name another") -> None:
        super().__init__(wrong)
        self.hint = hint
