"""Risks: links, scores and colours."""

from hmic_tracker.catalogue.kinds import NOTE, SHOULD, kind

RISKS = (
    kind(
        "risk-register-missing",
        NOTE,
        "No risk register",
        "No force risk register was given, so no linked risk can be scored.",
        "Name it in hmic-tracker.toml if the force has one.",
    ),
    kind(
        "risk-unmapped",
        SHOULD,
        "No risk linked",
        "No risk is linked, and the recommendation has no likelihood and impact of its own.",
        "Fill in Risk ref, or Likelihood and Impact.",
    ),
    kind(
        "risk-dangling",
        SHOULD,
        "A risk that is not in the risk register",
        "Risk {value} is not in the force risk register.{nearest}",
        "Correct the Risk ref.",
        value="R-99",
        nearest=" Did you mean R-09?",
    ),
    kind(
        "risk-closed",
        SHOULD,
        "A closed risk",
        "Risk {value} is closed in the force risk register.",
        "Link an open risk, or score the recommendation itself.",
        value="R-07",
    ),
    kind(
        "risk-unscored",
        SHOULD,
        "A risk without a score",
        "Risk {value} has no residual likelihood and impact that the matrix knows.",
        "Ask the owner of the risk register to score it.",
        value="R-08",
    ),
    kind(
        "risk-matrix-unusable",
        SHOULD,
        "The risk matrix cannot be used",
        "The grid on the {name} sheet of the risk register cannot be used as it stands: {why}.",
        "Ask the owner of the risk register to mend it.",
        name="Matrix",
        why="the band “Hgh” is not on the Bands sheet",
    ),
    kind(
        "score-outside-matrix",
        SHOULD,
        "A score outside the matrix",
        "Likelihood {likelihood} and impact {impact} are not in the matrix.",
        "Correct the scores.",
        likelihood="7",
        impact="3",
    ),
)
