"""Chinese words that say when without a date, and their English. Knows no sentence."""

YEARS = {
    "去年": "last year",
    "今年": "this year",
    "明年": "next year",
    "前年": "the year before last",
}
DAYS = {"日前": "recently", "近日": "recently", "目前": "at present"}
"""Words for an undated day, where models like to make up a date."""
WHEN = {
    **YEARS,
    **DAYS,
    "去年以来": "since last year",
    "上月": "last month",
    "上个月": "last month",
    "本月": "this month",
    "下月": "next month",
    "近年来": "in recent years",
}
"""Words that say when without a date."""
