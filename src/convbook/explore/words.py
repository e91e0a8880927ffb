"""All words of an explorer, in one table: a second language is one more such table.

What stands in braces is filled in where the words are used, here or in the player's script.
"""

ENGLISH = {
    # buttons, the sentence where no script runs, a switch
    "play": "Play",
    "pause": "Pause",
    "speed": "Speed",
    "back": "Back",
    "forward": "Forward",
    "reset": "Reset",
    "link": "Link to this setting",
    "still": (
        "This is a still picture. On the published page it moves where JavaScript is on; "
        "in JupyterLab, run this cell."
    ),
    "off": "off",
    "on": "on",
    # said by the player's script
    "copied": "The link is copied, and stands in the address bar.",
    "not copied": "The link stands in the address bar.",
    "no fit": "The link does not fit this figure: {faults} The rest of it is shown.",
    "no control": "This figure has no setting “{name}”.",
    "no value": "“{name}” cannot be “{value}”.",
    "last": "“{name}” ends at {value} here.",
    "idle": "No effect here: {names}.",
    "idle until": "No effect here: {names}. Try another {others}.",
    "or": " or ",
    # the text alternative
    "span": "{first} to {last}",
    "span in steps": "{first} to {last} in steps of {step}",
    "one control": "{title}. Interactive figure with a control for {spans}.{plays} At {now}: {alt}",
    "controls": "{title}. Interactive figure with controls for {spans}.{plays} At {now}: {alt}",
    "plays": " A play button moves {name}.",
    "chart": "A chart for {setting}.",
    # a ValueError without words
    "refused": "This setting cannot be shown.",
    # a question
    "your number": "Your answer:",
    "your numbers": "Your answer, numbers with commas:",
    "your choice": "Your answer:",
    "commit": "Answer",
    "give up": "Show the answer",
    "the answer": "The answer",
    "right": "Right.",
    "tempting": "No. {words}",
    "not yet": "Not yet. {hint}",
    "no number": "“{given}” is no number. Write it like 12, −3, 0.5 or 1/3.",
    "how many": "{count} numbers are asked for, {given} are given.",
    "nothing": "Nothing is answered yet.",
    "waits": "What follows answers the question above.",
    "open": "Show it now",
    # in the live view
    "fault": "This setting cannot be shown: {kind}: {words}",
    "too large": "Without a kernel this figure cannot be moved: {reason}.",
}

WORDS = ENGLISH

SAID_BY_SCRIPT = (
    "play",
    "pause",
    "copied",
    "not copied",
    "no fit",
    "no control",
    "no value",
    "last",
    "idle",
    "idle until",
    "or",
)

SAID_TO_ANSWERS = (
    "right",
    "tempting",
    "not yet",
    "no number",
    "how many",
    "nothing",
    "waits",
    "open",
)
"""The keys that the script of a question reads."""
