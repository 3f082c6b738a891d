"""What a reader calls the rules of the law and the accounts of the fund."""

from uisim.fund.accounts import Account
from uisim.words import say


def rule_names(lang: str) -> dict[str, str]:
    """Say in a sentence what each rule of `uisim.study.articles` decides, and by which article."""
    return _claim_rules(lang) | _contribution_rules(lang) | _benefit_rules(lang)


def _claim_rules(lang: str) -> dict[str, str]:
    return {
        "law.claim.registration_delay": say(
            "Months from the loss to registration; a suspension counts once it has lasted"
            " 30 days (causes 1 and 4 of the measure's list). Whether registration waits "
            "for that is open.",
            lang,
        ),
        "law.claim.loss_opens_claim": say(
            "Draft of 2021: whoever can still work on another platform may not claim. "
            "That this still holds is an assumption.",
            lang,
        ),
        "law.claim.failed_conditions": say(
            "Guangdong Regulation Art. 15 and the measure: which of the conditions of a "
            "claim fail.",
            lang,
        ),
        "law.claim.first_failed": say(
            "The first condition that fails is the reason given; the order of examination"
            " is an assumption.",
            lang,
        ),
        "law.claim.is_covered": say(
            "Regulation Art. 15 and the measure: whether the cause is in the list of six "
            "categories.",
            lang,
        ),
        "law.entitlement.has_qualifying_period": say(
            "Regulation Art. 15: one cumulative year of contributions, or less with "
            "months of an earlier claim unused.",
            lang,
        ),
    }


def _contribution_rules(lang: str) -> dict[str, str]:
    return {
        "law.contribution.base_floor_fen": say(
            "Measure Art. 6: the base is not below the minimum wage of the city. A share "
            "of the average wage is a reform's floor.",
            lang,
        ),
        "law.contribution.contribution_due": say(
            "Whether a month is contributed, judged at its close: a month missed is not "
            "paid later, one paid is not refunded (2026, article numbers not found). That"
            " benefit suspends the duty is an assumption.",
            lang,
        ),
        "law.contribution.declared_base_fen": say(
            "Measure Art. 6: the income declared, held between floor and ceiling of the base.",
            lang,
        ),
        "law.contribution.base_ceiling_fen": say(
            "Measure Art. 6: the base is at most three times the city's on-post wage of "
            "the year before.",
            lang,
        ),
        "law.contribution.base_in_force_fen": say(
            "Measure Art. 6: the base declared holds from July to June. Whether a rise of"
            " the minimum wage lifts it before July is open.",
            lang,
        ),
        "law.contribution.contribution_fen": say(
            "Measure Art. 6: the benchmark rate, employer's and employee's parts added "
            "up, on the base. Rounding half up is an assumption.",
            lang,
        ),
        "law.contribution.platform_part_fen": say(
            "The part of a contribution that the platform pays: the measure encourages it"
            " and sets no rate, any share is an assumption.",
            lang,
        ),
    }


def _benefit_rules(lang: str) -> dict[str, str]:
    return {
        "law.entitlement.guangdong_months": say(
            "Guangdong Regulation (article number not found): a month for each of the "
            "first four full years of contributions, then a month for each half-year.",
            lang,
        ),
        "law.entitlement.entitlement_months": say(
            "Social Insurance Law Art. 46: new months and unused ones are added, up to "
            "the cap of 24.",
            lang,
        ),
        "law.benefit.over_time": say(
            "Social Insurance Law Art. 50 and 51: benefit ends with the last month of "
            "entitlement, before that with work or with leaving.",
            lang,
        ),
        "law.benefit.benefit_fen": say(
            "Regulation Art. 19: benefit is 90 % of the minimum wage of the city of claim.",
            lang,
        ),
        "law.benefit.due_time": say(
            "Social Insurance Law Art. 50: entitlement runs from the day of registration."
            " When each month falls due is open.",
            lang,
        ),
        "law.benefit.partial_benefit_fen": say(
            "A share of the benefit while another platform is held: a reform's amount, no"
            " text has one.",
            lang,
        ),
        "law.benefit.medical_fen": say(
            "Social Insurance Law Art. 48: the fund pays the claimant's medical "
            "contribution. That it moves with the average wage is an assumption.",
            lang,
        ),
        "law.benefit.job_seeking_fen": say(
            "Guangdong Regulation (article number not found): job-seeking allowance of 15"
            " % of her own contribution base. The base in force at the loss is an "
            "assumption.",
            lang,
        ),
        "law.benefit.maternity_fen": say(
            "Guangdong Regulation (article number not found): three monthly benefits, "
            "once, for a birth while on benefit. That it covers members is an assumption.",
            lang,
        ),
    }


def account_name(account: Account, lang: str) -> str:
    """Name an account of the fund, as on a line of the ledger."""
    return {
        Account.CASH: say("cash", lang),
        Account.RESERVE: say("opening reserve", lang),
        Account.CONTRIBUTIONS_WORKERS: say("contributions of members", lang),
        Account.CONTRIBUTIONS_PLATFORMS: say("contributions of platforms", lang),
        Account.SUBSIDY: say("fiscal subsidy", lang),
        Account.INTEREST: say("interest", lang),
        Account.BENEFITS: say("unemployment benefit", lang),
        Account.MEDICAL: say("medical contributions", lang),
        Account.JOB_SEEKING: say("job-seeking allowance", lang),
        Account.MATERNITY: say("maternity allowance", lang),
        Account.ADMINISTRATION: say("administration", lang),
    }[account]
