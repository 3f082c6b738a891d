"""Small worlds in which everything happens, one for each reading and each kind of reform."""

COMMON = """
projection: {start: 2022-01, months: 180, seed: 7, represents: 1}
population:
  platform_workers: {guangzhou: 24, shantou: 8}
  scheme_from: {shenzhen: null, zhuhai: null, foshan: null, dongguan: null, zhongshan: null,
                huizhou: null, jiangmen: null, zhaoqing: null, shantou: 2024-03}
  kind_shares: {ride_hailing: .25, delivery: .25, courier: .25, ecommerce: .25}
  self_employed_per_platform_worker: .25
  prior_insurance: {share: .5, months_max: 60, unused_share: .4}
work:
  all: {loss_rate_month: .06, involuntary_share: .8, illness_rate_month: .01,
        leave_rate_month: .006, provoked_loss_rate_month: .01, reemployment_rate_month: .15,
        eligible_share: 1, search_effect: .3}
  ride_hailing: {loss_rate_month: .08, gain_rate_month: .15, several_share: .8}
  delivery: {gain_rate_month: .1, several_share: .5}
joining: {rule: exogenous, attention_rate_month: .2, probability: .8}
membership: {resume_share: .8}
declaring: {floor_share: .4}
claiming: {take_up: .8, verified_share: .85, delay_months_mean: .5, misreported_share: .2,
           undeclared_work_share: .3}
law:
  maternity: {birth_rate_year: .6}
"""

SCENARIOS = {
    "everyday": "",
    "every step of D": """
projection: {months: 30}
population: {prior_insurance: {share: 1, months_max: 190, unused_share: 0},
             platform_workers: {guangzhou: 1300}, growth_year: 0, replace_leavers: false}
work: {all: {involuntary_share: 1, loss_rate_month: .2, gain_rate_month: 0, several_share: 0}}
joining: {attention_rate_month: 2}
claiming: {take_up: 1, verified_share: 1, delay_months_mean: 0}
law: {covered_causes: [licence, platform_closed, no_work_offered, account_suspended, demand_drop,
                       business_failure, illness]}
""",
    "long insured": """
work: {all: {loss_rate_month: .012, leave_rate_month: .003}}
membership: {lapse_rate_month: .001}
law: {base_ceiling_average_wages: .6, cap_months: 12}
""",
    "national schedule": """
population: {prior_insurance: {share: 1, months_max: 190}, platform_workers: {guangzhou: 48}}
law: {duration: national, benefit_month: completed_month}
""",
    "own steps, remainder kept": """
population: {prior_insurance: {share: .8, months_max: 12, unused_share: 0},
             platform_workers: {guangzhou: 48}}
work: {all: {loss_rate_month: .12}}
law:
  duration: {steps: [[3, 2], [9, 5], [14, 9]]}
  qualifying_months: 2
  months_after_award: keep_remainder
  suspension_months_min: 1
  sequence_rule: all
""",
    "remainder of Guangdong's steps": """
law: {months_after_award: keep_remainder, qualifying_months: 6, waiting_months: 1}
""",
    "floor binds at once": """
declaring: {floor_share: .8}
law: {floor_binds_at_once: true, base_floor_average_wages: {2030-03: .4},
      job_seeking: {in_force: true}}
""",
    "floor on average wages": """
law: {base_floor_average_wages: .5, base_ceiling_average_wages: {2022-01: 1.5, 2029-07: .8}}
""",
    "old base until July": """
membership: {lapse_rate_month: .1, resume_share: .5}
law: {rejoin_base: old_until_july, floor_binds_at_once: {2026-01: true}}
""",
    "membership not required": """
joining: {attention_rate_month: .03}
membership: {lapse_rate_month: .1}
law: {membership_at_loss: not_required, job_seeking: {in_force: true, base_share: .6}}
""",
    "prior months do not count": """
law: {prior_months_count: {2022-01: false, 2033-01: true}}
""",
    "nothing carried over": """
work: {all: {reemployment_rate_month: .4}}
law: {carry_over: {2022-01: true, 2024-01: false, 2032-01: true}, duration: national,
      months_after_award: keep_remainder}
""",
    "suspension waits a month": """
work: {all: {provoked_loss_rate_month: .05}}
claiming: {delay_months_mean: .3}
law: {suspension_months_min: 1}
""",
    "pays": """
work: {all: {several_share: .8, gain_rate_month: .1}}
fund: {platform_share: .3}
law: {multi_platform_rule: {mode: pays, benefit_share: .5}, job_seeking: {in_force: true}}
""",
    "pays, other readings": """
work: {all: {several_share: .8, gain_rate_month: .05, closure_rate_year: .3, closure_hits: .8}}
claiming: {delay_months_mean: 1.5}
law:
  multi_platform_rule: {mode: {2022-01: pays, 2031-01: blocks, 2034-01: pays}, benefit_share: .3}
  benefit_month: next_calendar_month
  sequence_rule: {any_within_months: 6}
""",
    "sequence any within": """
work: {all: {involuntary_share: .5, gain_rate_month: .15, several_share: .8}}
law: {sequence_rule: {any_within_months: 9},
      covered_causes: [platform_closed, account_suspended, illness]}
""",
    "sequence all": """
work: {all: {involuntary_share: .6, gain_rate_month: .15, several_share: .8},
       courier: {platforms_max: 1}}
law: {sequence_rule: all}
""",
    "completed months": """
law: {benefit_month: completed_month, waiting_months: {2026-01: 1, 2029-01: 0}}
""",
    "next calendar month": """
work: {all: {reemployment_rate_month: .04}}
law: {benefit_month: next_calendar_month, job_seeking: {in_force: {2024-01: true}, months_max: 3}}
""",
    "readings that change": """
law:
  benefit_month: {2022-01: registration_day, 2025-03: next_calendar_month, 2029-05: completed_month}
  sequence_rule: {2022-01: last, 2026-01: all, 2030-01: {any_within_months: 4}}
""",
    "scheme ends, claims in payment": """
projection: {months: 48}
population: {prior_insurance: {share: 1, months_max: 150}, platform_workers: {guangzhou: 64}}
work: {all: {reemployment_rate_month: .03, leave_rate_month: .08, loss_rate_month: .12}}
claiming: {delay_months_mean: 14}
membership: {lapse_rate_month: .1}
law: {scheme_ends: 2023-11, scheme_end_rights: in_payment, membership_at_loss: not_required}
""",
    "scheme ends, rights accrued": """
claiming: {delay_months_mean: 2}
membership: {lapse_rate_month: .05}
law: {scheme_ends: 2027-09, scheme_end_rights: accrued, membership_at_loss: not_required,
      qualifying_months: {2022-01: 12, 2027-08: 6, 2027-09: 20, 2027-10: 6}}
""",
    "scheme ends, rights accrued, carried over in the last months only": """
projection: {months: 84}
claiming: {delay_months_mean: .2}
law: {scheme_ends: 2026-09, scheme_end_rights: accrued, qualifying_months: 12,
      carry_over: {2022-01: false, 2026-07: true}}
""",
    "scheme ends, rights accrued, nothing carried over": """
projection: {months: 84}
population: {prior_insurance: {share: 1, months_max: 150}, platform_workers: {guangzhou: 64}}
claiming: {delay_months_mean: .2, take_up: 1, verified_share: 1}
law: {scheme_ends: 2026-09, scheme_end_rights: accrued, carry_over: false}
""",
    "scheme ends under pays": """
work: {all: {several_share: .8, gain_rate_month: .1}}
law:
  scheme_ends: 2029-06
  scheme_end_rights: accrued
  multi_platform_rule: {mode: pays}
""",
    "logit": """
joining: {rule: logit, scale_yuan: 300, belief_weight: .7}
membership: {july_review_share: .6}
""",
    "logit, other readings": """
joining: {rule: logit, threshold_yuan: 500, cost_salience: 1, horizon_months: 36}
membership: {july_review_share: .6}
fund: {platform_share: .2}
law: {multi_platform_rule: {mode: pays}, benefit_month: next_calendar_month, waiting_months: 1}
""",
    "strategic": """
work: {all: {loss_rate_month: .04}}
joining: {rule: strategic, attention_rate_month: .01, foresight_share: .9, foresight_months: 10}
membership: {lapse_rate_month: .1, july_review_share: .5}
""",
    "strategic later, with reforms": """
work: {all: {loss_rate_month: .04, closure_rate_year: .1}}
joining: {rule: {2022-01: exogenous, 2025-05: strategic, 2033-01: exogenous}, foresight_share: .8,
          attention_rate_month: .03, foresight_months: {2022-01: 6, 2029-01: 14}}
law: {covered_causes: {2027-02: [licence, account_suspended, demand_drop],
                       2031-02: [illness, no_work_offered]}}
""",
    "default_in": """
joining: {rule: default_in, opt_out_share: .2, probability: .4}
membership: {lapse_rate_month: .03, july_review_share: .5, resume_share: .6}
""",
    "default_in, some may not join": """
work: {all: {eligible_share: .4}}
joining: {rule: {2022-01: default_in, 2025-01: exogenous, 2026-01: default_in}, opt_out_share: .2}
membership: {lapse_rate_month: .03}
population: {scheme_from: {guangzhou: 2022-09}}
""",
    "default_in later": """
joining: {rule: {2022-01: exogenous, 2026-07: default_in, 2031-03: logit, 2033-02: default_in},
          attention_rate_month: .02, opt_out_share: {2022-01: .1, 2028-01: .4}}
membership: {lapse_rate_month: .05, july_review_share: .7}
""",
    "reforms": """
work: {all: {reemployment_rate_month: .06, loss_rate_month: .1}}
population: {prior_insurance: {share: .9, months_max: 150}}
fund: {platform_share: {2026-04: .25}}
claiming: {take_up: {2022-01: .5, 2027-01: .9}, verified_share: {2026-09: .6, 2030-01: .95}}
law:
  contribution_rate: {2025-10: .03, 2029-02: .02}
  benefit_min_wages: {2024-05: 1.0, 2026-05: .8, 2028-05: .95, 2030-02: .7, 2032-05: .9}
  qualifying_months: {2026-02: 6, 2031-02: 18}
  duration: {2027-01: national, 2030-01: {steps: [[10, 6], [30, 11]]}}
  cap_months: {2028-03: 10, 2036-12: 2, 2037-01: 1}
  covered_causes: {2029-01: [platform_closed, illness, demand_drop, business_failure]}
  medical_month_yuan: {2022-01: 400, 2029-03: 700, 2033-01: 0}
  maternity: {in_force: {2028-01: false, 2032-01: true}}
""",
    "recessions": """
work: {all: {loss_rate_month: .04}}
economy:
  recessions:
    - {from: 2024-05, months: 30, loss: 3, reemployment: .4}
    - {from: 2030-01, months: 24, loss: 2, reemployment: .6}
law: {maternity: {in_force: false}}
""",
    "closures and force majeure": """
work: {all: {closure_rate_year: .25, closure_hits: .7}}
economy:
  closures:
    - {kind: ride_hailing, platform: 1, month: 2024-02, hits: .9}
    - {kind: delivery, platform: 1, month: 2025-07, hits: 1}
    - {kind: self_employed, platform: 1, month: 2026-03, hits: .5}
    - {kind: ecommerce, platform: 2, month: 2026-04, hits: 1}
  force_majeure:
    - {month: 2025-07, share: .8, cities: [guangzhou]}
    - {month: 2031-07, share: .5}
membership: {july_review_share: .8}
law: {covered_causes: [platform_closed, account_suspended]}
""",
    "long delays": """
projection: {months: 60}
work: {all: {reemployment_rate_month: .02, leave_rate_month: .08}}
claiming: {delay_months_mean: 6}
population: {prior_insurance: {share: 1, months_max: 100}}
""",
    "registered at an opening": """
work: {all: {closure_rate_year: .5, reemployment_rate_month: .08}}
claiming: {delay_months_mean: 0}
law:
  suspension_months_min: 1
  benefit_month: {2022-01: registration_day, 2027-01: completed_month, 2032-01: registration_day}
economy:
  force_majeure: [{month: 2024-06, share: .6}, {month: 2029-05, share: .6},
                  {month: 2033-02, share: .6}]
""",
    "default_in, membership not required": """
joining: {rule: {2022-01: default_in, 2025-07: exogenous, 2027-07: default_in}, opt_out_share: .3,
          attention_rate_month: .01}
membership: {lapse_rate_month: .06, resume_share: .5, july_review_share: .5}
law: {membership_at_loss: not_required, prior_months_count: true, scheme_ends: 2035-02,
      multi_platform_rule: {mode: pays}, rejoin_base: old_until_july}
""",
    "undeclared work": """
work: {all: {reemployment_rate_month: .3, loss_rate_month: .15}}
population: {prior_insurance: {share: .9, months_max: 150}}
claiming: {undeclared_work_share: .9, detection_months: 4}
""",
    "shapes": """
work: {all: {loss_shape: .6, reemployment_shape: 2.5, search_effect: .8, risk_variance: 1.5}}
""",
    "a bit of everything": """
work: {all: {closure_rate_year: .2, loss_shape: 1.7, several_share: .7, gain_rate_month: .2}}
joining: {rule: {2022-01: strategic, 2026-04: default_in, 2029-08: logit}, foresight_share: .5}
membership: {july_review_share: .4, resume_share: .5, lapse_rate_month: {2022-01: .05, 2027-01: 0}}
claiming: {delay_months_mean: {2022-01: 0, 2025-01: 1.5},
           detection_months: {2022-01: 5, 2028-01: 0}}
law:
  multi_platform_rule: {mode: pays, benefit_share: {2022-01: .5, 2027-01: .7}}
  membership_at_loss: {2022-01: required, 2028-01: not_required}
  benefit_month: {2022-01: completed_month, 2029-01: registration_day}
  sequence_rule: all
  rejoin_base: old_until_july
  floor_binds_at_once: true
  waiting_months: 1
  job_seeking: {in_force: true, base_share: .2, months_max: 2}
economy: {recessions: [{from: 2026-03, months: 40, loss: 2.5, reemployment: 0}]}
""",
    "a hectic life": """
projection: {months: 36}
population: {platform_workers: {guangzhou: 48, shantou: 16}, scheme_from: {shantou: 2022-09}}
work: {all: {loss_rate_month: 2, reemployment_rate_month: 2, gain_rate_month: 2, several_share: .9,
             illness_rate_month: .3, provoked_loss_rate_month: .3, closure_rate_year: 3}}
membership: {lapse_rate_month: .5}
joining: {attention_rate_month: 2}
claiming: {delay_months_mean: .1, detection_months: .3}
law: {multi_platform_rule: {mode: pays}, qualifying_months: 2, duration: {steps: [[2, 3], [4, 6]]}}
""",
    "claims pending as the scheme ends, rights accrued": """
projection: {months: 36}
population: {prior_insurance: {share: .9, months_max: 60}}
joining: {attention_rate_month: .03}
claiming: {delay_months_mean: 5, take_up: 1, verified_share: 1}
law: {scheme_ends: 2023-12, scheme_end_rights: accrued, membership_at_loss: not_required}
economy: {force_majeure: [{month: 2023-10, share: .8}]}
""",
    "claims beside a platform as joining by default begins in a month of closures": """
projection: {months: 36}
population: {prior_insurance: {share: .9, months_max: 60}, platform_workers: {guangzhou: 48}}
work: {all: {several_share: .9, gain_rate_month: .1, loss_rate_month: .15}}
joining: {rule: {2022-01: exogenous, 2023-07: default_in}, attention_rate_month: .01,
          opt_out_share: {2022-01: 0, 2024-07: .8}}
membership: {july_review_share: 1}
claiming: {take_up: 1, verified_share: 1, delay_months_mean: 1}
law: {multi_platform_rule: {mode: pays}, membership_at_loss: not_required}
economy: {closures: [{kind: ride_hailing, platform: 1, month: 2023-07, hits: .1},
                     {kind: delivery, platform: 1, month: 2023-07, hits: .1},
                     {kind: courier, platform: 1, month: 2023-07, hits: .1},
                     {kind: ecommerce, platform: 1, month: 2023-07, hits: .1}]}
""",
    "closed and struck at one opening, and struck half a year later": """
projection: {months: 30}
population: {prior_insurance: {share: 1, months_max: 60}}
work: {all: {gain_rate_month: 0, several_share: 0, reemployment_rate_month: .4,
             loss_rate_month: .01, illness_rate_month: 0}}
joining: {attention_rate_month: 2, probability: 1}
claiming: {take_up: 1, verified_share: 1, delay_months_mean: .2}
law:
  sequence_rule: {any_within_months: 6}
  covered_causes: {2022-01: [force_majeure], 2023-12: [illness]}
economy:
  closures: [{kind: ride_hailing, platform: 1, month: 2023-06, hits: 1},
             {kind: delivery, platform: 1, month: 2023-06, hits: 1}]
  force_majeure: [{month: 2023-06, share: .7}, {month: 2023-12, share: .7}]
""",
    "brought months outlast an award, nothing is carried over": """
projection: {months: 48}
population: {prior_insurance: {share: 1, months_max: 58, unused_share: 0}}
work: {all: {loss_rate_month: .15, reemployment_rate_month: .3, involuntary_share: 1}}
joining: {attention_rate_month: 2, probability: 1}
claiming: {take_up: 1, verified_share: 1}
law: {duration: {steps: [[12, 2], [60, 4]]}, months_after_award: keep_remainder,
      carry_over: false}
""",
    "a loss foreseen in the first month": """
projection: {months: 18}
population: {prior_insurance: {share: 1, months_max: 60}}
work: {all: {loss_rate_month: 1, gain_rate_month: 0, several_share: 0, involuntary_share: 1,
             reemployment_rate_month: .5}}
joining: {rule: strategic, foresight_share: 1}
claiming: {take_up: 1, verified_share: 1, delay_months_mean: .2}
""",
    "law tightened while claims are pending, some not eligible": """
projection: {months: 96}
work: {all: {eligible_share: .6}}
claiming: {delay_months_mean: 4}
law:
  membership_at_loss: {2022-01: required, 2026-01: not_required}
  qualifying_months: {2022-01: 6, 2023-01: 30, 2024-01: 6, 2025-01: 40, 2026-01: 12, 2027-01: 60}
  prior_months_count: {2022-01: true, 2027-10: false}
  benefit_month: {2022-01: registration_day, 2024-07: completed_month, 2026-07: next_calendar_month}
  waiting_months: {2022-01: 0, 2024-10: 1}
  scheme_ends: 2028-12
  scheme_end_rights: accrued
""",
    "started earlier": """
projection: {start: 2018-07}
population: {scheme_from: {guangzhou: 2018-07}}
economy: {minimum_wage: {step_months: 7, step: .1}}
law: {suspension_months_min: 1}
""",
}
