"""Numbers the way people say them."""

_SMALL = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """ "none" to "ninety-nine", "a hundred"; beyond that digits, which synthesizers read well."""
    if not 0 <= number <= 100:
        return str(number)
    if number < 20:
        return _SMALL[number]
    if number == 100:
        return "a hundred"
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def tenths(share: float) -> str:
    """A share of 0 to 1 in tenths: "nine" of ten."""
    return in_words(round(10 * share))


def spoken_share(share: float) -> str:
    """A share of 0 to 1 to the next percent: "ninety percent"."""
    return f"{in_words(round(100 * share))} percent"
