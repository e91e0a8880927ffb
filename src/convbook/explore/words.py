"""All words of explorers and predictions, in one table: a second language is one more such table.

What stands in braces is filled in where the words are used, here or in a script.
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
    # above the calls, and their buttons
    "call": "The call of this setting:",
    "call refused": "This call raises an error:",
    "no call": "No call stands for this setting.",
    "copy": "Copy",
    "copy call": "Copy the call {of}",
    "off": "off",
    "on": "on",
    # said by the player's script
    "copied": "The link is copied, and stands in the address bar.",
    "not copied": "The link stands in the address bar.",
    "call copied": "The call is copied.",
    "call selected": "The call is selected; copy it with the keyboard or the menu.",
    "set": "Set: {settings}.",
    "now": "{name} {value}",
    "set already": "This is the setting already.",
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
    "called": "The call is {code}.",
    "called in": "In {library}, the call is {code}.",
    "chart": "A chart for {setting}.",
    # a ValueError without words
    "refused": "This setting cannot be shown.",
    # in the live view
    "fault": "This setting cannot be shown: {kind}: {words}",
    "too large": "Without a kernel this figure cannot be moved: {reason}.",
    # a prediction, on the page and in text
    "predict": "Your prediction",
    "the answer": "The answer",
    "tempting": "Tempting",
    "hint": "Hint",
    "choices": "Choices",
    # said by the script of a prediction
    "your number": "Your answer",
    "your list": "Your answer, a list of numbers",
    "your choice": "Choose one",
    "commit": "Answer",
    "give up": "Show the answer",
    "right": "Right.",
    "wrong": "Not so.",
    "not yet": "Not yet.",
    "given": "Your answer: {given}",
    "given up": "Shown without an answer of yours.",
    "nothing": "Type an answer first.",
    "nothing chosen": "Choose an answer first.",
    "no number": (
        "“{given}” is not a number. Write a number as 4, −1.5 or 1/3, or ask for the answer."
    ),
    "several": "“{given}” is more than one number. The answer here is one number.",
    "waits": "What stands here waits for your answer to the question above.",
    "open": "Show it without an answer",
    "to the question": "To the question",
}

WORDS = ENGLISH

SAID_BY_SCRIPT = (
    "play",
    "pause",
    "copied",
    "not copied",
    "set",
    "now",
    "set already",
    "call",
    "call refused",
    "no call",
    "call copied",
    "call selected",
    "no fit",
    "no control",
    "no value",
    "last",
    "idle",
    "idle until",
    "or",
)

SAID_BY_PREDICTION = (
    "the answer",
    "your number",
    "your list",
    "your choice",
    "commit",
    "give up",
    "right",
    "wrong",
    "not yet",
    "given",
    "given up",
    "nothing",
    "nothing chosen",
    "no number",
    "several",
    "waits",
    "open",
    "to the question",
)
