"""Writes the built-in price catalogue as Swift text.

    python3 make_catalogue.py LITELLM_JSON MODELS_DEV_JSON CATALOGUE_SWIFT DISAGREEMENTS_SWIFT

The same input gives the same bytes. Only the standard library is used, and prices stay decimal
text from the source's digits to the written ones: no float ever holds a price.

One line is one price entry, and lines are sorted by lower-cased model id, then provider, then the
date they take effect:

    id|provider|source mode|max input,max output|deprecated|from|until|sections

`from` and `until` are seconds since the epoch, empty for open. A section is `selector:rates`; the
selector holds, in this order, `*` (rates from costwire's notes, not the entry's source), `=` (this
tier stands alone: nothing falls back to the base), a token threshold (the section applies above
it), a letter for the service tier, or `@start-end` (minutes of the UTC day, off-peak). Rates are
bucket codes followed by USD per million for tokens and USD per unit for anything else.
"""

import json
import re
import sys
from decimal import Decimal

LITELLM, MODELS_DEV, NOTES = "l", "m", "n"

MODES = {
    None: "-", "chat": "c", "completion": "t", "embedding": "e", "responses": "r", "image_generation": "i",
    "image_edit": "j", "audio_transcription": "a", "audio_speech": "s", "realtime": "l", "video_generation": "v",
    "rerank": "k", "search": "q", "ocr": "o", "moderation": "m", "evaluation": "u", "decisions": "d",
    "extraction": "x", "guardrail": "g", "vector_store": "b",
}

TIERS = {"batches": "b", "flex": "f", "priority": "p", "ultrafast": "u", "decisions": "d", "balanced": "l"}

# Field of the litellm map -> (bucket code, priced per token). The codes are those of Bucket.swift.
FIELDS = {
    "input_cost_per_token": ("i", True),
    "cache_read_input_token_cost": ("r", True),
    "input_cost_per_token_cache_hit": ("r", True),
    "cache_creation_input_token_cost": ("w", True),
    "cache_creation_input_token_cost_above_1hr": ("h", True),
    "cache_creation_input_token_cost_above_12hr": ("hh", True),
    "output_cost_per_token": ("o", True),
    "output_cost_per_reasoning_token": ("t", True),
    "input_cost_per_audio_token": ("ia", True),
    "output_cost_per_audio_token": ("oa", True),
    "cache_read_input_audio_token_cost": ("ra", True),
    "cache_creation_input_audio_token_cost": ("wa", True),
    "input_cost_per_image_token": ("ii", True),
    "output_cost_per_image_token": ("oi", True),
    "cache_read_input_image_token_cost": ("ri", True),
    "explicit_cache_read_input_token_cost": ("re", True),
    "input_cost_per_video_token": ("iv", True),
    "output_cost_per_video_token": ("ov", True),
    "citation_cost_per_token": ("ct", True),
    "google_maps_grounding_cost_per_query": ("mg", False),
    "input_cost_per_query": ("q", False),
    "input_cost_per_request": ("q", False),
    "input_cost_per_text_message": ("tm", False),
    "input_cost_per_image": ("pi", False),
    "output_cost_per_image": ("po", False),
    "output_cost_per_image_512": ("pa", False),
    "output_cost_per_image_0.5K": ("pb", False),
    "output_cost_per_image_1024": ("pc", False),
    "output_cost_per_image_1K": ("pd", False),
    "output_cost_per_image_1536": ("pe", False),
    "output_cost_per_image_2K": ("pf", False),
    "output_cost_per_image_4K": ("pg", False),
    "input_cost_per_pixel": ("xi", False),
    "output_cost_per_pixel": ("xo", False),
    "input_cost_per_second": ("si", False),
    "output_cost_per_second": ("so", False),
    "output_cost_per_second_480p": ("sa", False),
    "output_cost_per_second_720p": ("sb", False),
    "output_cost_per_second_768p": ("sc", False),
    "output_cost_per_second_1080p": ("sd", False),
    "output_cost_per_second_2k": ("se", False),
    "output_cost_per_second_4k": ("sf", False),
    "input_cost_per_audio_per_second": ("ai", False),
    "input_cost_per_video_per_second": ("vi", False),
    "input_cost_per_video_per_second_above_8s_interval": ("va", False),
    "input_cost_per_video_per_second_above_15s_interval": ("vb", False),
    "output_cost_per_video_per_second": ("vo", False),
    "input_cost_per_character": ("ci", False),
    "output_cost_per_character": ("co", False),
    "ocr_cost_per_page": ("g", False),
    "annotation_cost_per_page": ("ga", False),
    "ocr_cost_per_credit": ("gc", False),
    "code_interpreter_cost_per_session": ("cs", False),
}
SEARCH = {"search_context_size_low": "sl", "search_context_size_medium": "s", "search_context_size_high": "sh"}
GUARDRAIL = {
    "automatedReasoningPolicyUnits": "za", "contentPolicyUnits": "zb", "contentPolicyImageUnits": "zc",
    "contextualGroundingPolicyUnits": "zd", "sensitiveInformationPolicyUnits": "ze",
    "sensitiveInformationPolicyFreeUnits": "zf", "topicPolicyUnits": "zg", "wordPolicyUnits": "zh",
}
# Not priced here: databricks' own units (its USD fields stand beside them), and the commitment
# prices of cost_per_second, which repeat input_cost_per_second.
IGNORED = {"input_dbu_cost_per_token", "output_dbu_cost_per_token", "cost_per_second"}
TOKEN_CODES = {code for code, per_token in FIELDS.values() if per_token}

FAMILIES = {
    "bedrock_converse": "bedrock", "text-completion-openai": "openai", "cohere_chat": "cohere", "azure_text": "azure",
    "fireworks_ai-embedding-models": "fireworks_ai", "text-completion-codestral": "codestral",
    "text-completion-inception": "inception",
}
PREFIXES = {"bedrock_converse": "bedrock", "azure_text": "azure", "amazon_nova": "amazon-nova"}
MODELS_DEV_PROVIDERS = {
    "google": "gemini", "google-vertex": "vertex_ai", "google-vertex-anthropic": "vertex_ai",
    "amazon-bedrock": "bedrock", "azure-cognitive-services": "azure_ai", "fireworks-ai": "fireworks_ai",
    "togetherai": "together_ai", "novita-ai": "novita", "vercel": "vercel_ai_gateway", "alibaba": "dashscope",
    "moonshotai": "moonshot", "cloudflare-workers-ai": "cloudflare", "friendli": "friendliai", "gmicloud": "gmi",
    "llama": "meta_llama",
}


def normal(provider):
    return re.sub(r"[-. ]", "_", provider.lower())


def family(provider):
    if provider.startswith("vertex_ai-"):
        return "vertex_ai"
    return normal(FAMILIES.get(provider, provider))


def stripped(key, provider):
    for prefix in (provider, family(provider), PREFIXES.get(provider, provider)):
        if key.startswith(prefix + "/"):
            return key[len(prefix) + 1:]
    return key


def text(value):
    """Plain decimal digits, exactly the value's."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits[1:] if digits.startswith("0.") else digits


class Entry:
    """Sections by selector, each a dict of bucket code -> Decimal in the unit that is written."""

    def __init__(self, source, mode="-"):
        self.source, self.mode = source, mode
        self.limits, self.deprecated = (None, None), ""
        self.start, self.until = "", ""
        self.sections = {}
        self.notes = {}
        self.complete = False
        self.off_peak = ""

    def set(self, code, value, threshold=0, tier=""):
        self.sections.setdefault((threshold, tier), {})[code] = value

    def resolved(self, threshold, code):
        """What the standard tier pays above a threshold."""
        for step in sorted((t for t, tier in self.sections if tier == "" and t <= threshold), reverse=True):
            if code in self.sections[(step, "")]:
                return self.sections[(step, "")][code]
        return None

    def line(self, model, provider):
        parts = []
        for mark, sections in (("", self.sections), ("*", self.notes)):
            for (threshold, tier), rates in sorted(sections.items()):
                alone = "=" if self.complete and threshold else ""
                body = ",".join(code + text(value) for code, value in sorted(rates.items()))
                parts.append(f"{mark}{alone}{threshold or ''}{tier}:{body}")
        if self.off_peak:
            parts.append(self.off_peak)
        limits = ",".join(x or "" for x in self.limits) if any(self.limits) else ""
        return "|".join((model, provider, self.source + self.mode, limits, self.deprecated,
                         str(self.start), str(self.until), ";".join(parts)))

    def scaled(self, factor, codes=None):
        """This entry with its prices times a factor; of the named buckets only, when some are named."""
        copy = Entry(NOTES, self.mode)
        copy.limits, copy.deprecated, copy.complete = self.limits, self.deprecated, self.complete
        for (threshold, tier), rates in list(self.sections.items()) + list(self.notes.items()):
            for code, value in rates.items():
                if codes is None or code in codes:
                    copy.set(code, value * factor if code in TOKEN_CODES else value, threshold, tier)
        return copy


def litellm_entry(fields):
    entry = Entry(LITELLM, MODES[fields.get("mode")])
    entry.limits = (fields.get("max_input_tokens"), fields.get("max_output_tokens"))
    entry.deprecated = fields.get("deprecation_date", "")
    for field, value in fields.items():
        if "cost" not in field or field in IGNORED:
            continue
        if field == "search_context_cost_per_query":
            for size, price in value.items():
                entry.set(SEARCH[size], Decimal(price))
        elif field == "guardrail_cost_per_unit":
            for unit, price in value.items():
                entry.set(GUARDRAIL[unit], Decimal(price))
        else:
            rate(entry, field, value)
    for tier in fields.get("tiered_pricing", ()):
        ranged(entry, tier)
    return entry


def rate(entry, field, value, threshold=0):
    name, tier = field, ""
    for suffix, letter in TIERS.items():
        if name.endswith("_" + suffix):
            name, tier = name[: -len(suffix) - 1], letter
    above = re.search(r"_above_(\d+)k_tokens$", name)
    if above:
        name, threshold = name[: above.start()], int(above.group(1)) * 1000
    code, per_token = FIELDS[name]
    if name == "input_cost_per_token_cache_hit" and code in entry.sections.get((threshold, tier), {}):
        return
    entry.set(code, Decimal(value) * 1_000_000 if per_token else Decimal(value), threshold, tier)


def ranged(entry, tier):
    """A range of tiered_pricing: the whole request pays it, from just above its start."""
    entry.complete = True
    start = Decimal(tier["range"][0]) if "range" in tier else max(Decimal(tier["max_results_range"][0]) - 1, Decimal(0))
    if start == 0:
        entry.sections.pop((0, ""), None)
    for field, value in tier.items():
        if "cost" in field:
            rate(entry, field, value, int(start))


def models_dev_entry(model):
    codes = {"input": "i", "output": "o", "cache_read": "r", "cache_write": "w", "reasoning": "t",
             "input_audio": "ia", "output_audio": "oa"}
    entry = Entry(MODELS_DEV)
    limit = model.get("limit") or {}
    entry.limits = (limit.get("input") or limit.get("context"), limit.get("output"))
    for field, value in model["cost_per_million"].items():
        if field in codes:
            entry.set(codes[field], Decimal(value))
    for tier in model["cost_per_million"].get("tiers", ()):
        for field, value in tier.items():
            if field in codes:
                entry.set(codes[field], Decimal(value), int(tier["tier"]["size"]))
    return entry


def note(text_by_section, mode="c"):
    """An entry from short text: {threshold: "i3 r.3 o15"}."""
    entry = Entry(NOTES, mode)
    for threshold, rates in text_by_section.items():
        for item in rates.split():
            code, value = re.match(r"([a-z]+)(.*)", item).groups()
            entry.set(code, Decimal(value), threshold)
    return entry


JUN_10_2025, MAR_13_2026, JUL_30_2026 = 1749513600, 1773360000, 1785369600
SEP_1_2026, JAN_1_2027 = 1788220800, 1798761600
FEB_26_2025, SEP_5_2025_16H = 1740528000, 1757088000
SEARCHES = " s.01 sl.01 sh.01"

# Anthropic models that litellm has dropped; the 1-hour price of a cache write is in neither source.
ANTHROPIC = {
    "claude-opus-4-1": {0: "i15 r1.5 o75 w18.75 h30" + SEARCHES},
    "claude-opus-4-1-20250805": {0: "i15 r1.5 o75 w18.75 h30" + SEARCHES},
    "claude-opus-4-0": {0: "i15 r1.5 o75 w18.75 h30" + SEARCHES},
    "claude-opus-4-20250514": {0: "i15 r1.5 o75 w18.75 h30" + SEARCHES},
    "claude-sonnet-4-0": {0: "i3 r.3 o15 w3.75 h6" + SEARCHES, 200000: "i6 r.6 o22.5 w7.5 h12"},
    "claude-sonnet-4-20250514": {0: "i3 r.3 o15 w3.75 h6" + SEARCHES, 200000: "i6 r.6 o22.5 w7.5 h12"},
    "claude-3-5-haiku-20241022": {0: "i.8 r.08 o4 w1 h1.6" + SEARCHES},
    "claude-3-5-haiku-latest": {0: "i.8 r.08 o4 w1 h1.6" + SEARCHES},
    "claude-3-haiku-20240307": {0: "i.25 r.03 o1.25 w.3 h.5"},
}
# US list prices: USD per TiB billed, USD per slot-hour (pay as you go, 1 and 3 year commitments).
BIGQUERY = {
    "bigquery-on-demand": "by6.25", "bigquery-standard": "sm.04",
    "bigquery-enterprise": "sm.06", "bigquery-enterprise-1y": "sm.048", "bigquery-enterprise-3y": "sm.036",
    "bigquery-enterprise-plus": "sm.1", "bigquery-enterprise-plus-1y": "sm.08", "bigquery-enterprise-plus-3y": "sm.06",
}
SONNET_ABOVE_200K = {200000: "i6 r.6 o22.5 w7.5 h12"}
OPUS_ABOVE_200K = {200000: "i10 r1 o37.5 w12.5 h20"}


def with_sections(entry, more):
    copy = entry.scaled(1)
    for selector, rates in note(more).sections.items():
        copy.sections[selector] = rates
    return copy


def dated(book, others):
    """The dated facts of PRICING.md 5.7, as entries of their own beside the snapshot's."""
    for model, sections in ANTHROPIC.items():
        entry = note(sections)
        for old in book.get((model, "anthropic"), []):
            entry.limits, entry.deprecated = old.limits, old.deprecated
            others.append((model, "anthropic", entry, old))
        book[(model, "anthropic")] = [entry]

    def split(model, provider, at, before=None, after=None):
        (current,) = book[(model, provider)]
        first, second = before or current, after or current
        first.until, second.start = at, at
        book[(model, provider)] = [first, second]
        return current

    # Scaled by 3/2: input, cache read and output all change by it, so what the note leaves out follows.
    sonnet = book[("claude-sonnet-5", "anthropic")][0]
    raised = sonnet.scaled(Decimal("1.5"))
    split("claude-sonnet-5", "anthropic", SEP_1_2026, after=raised)
    others.append(("claude-sonnet-5", "anthropic", raised, sonnet))
    for model in ("claude-opus-4-6", "claude-opus-4-6-20260205"):
        split(model, "anthropic", MAR_13_2026, before=with_sections(book[(model, "anthropic")][0], OPUS_ABOVE_200K))
    split("claude-sonnet-4-6", "anthropic", MAR_13_2026,
          before=with_sections(book[("claude-sonnet-4-6", "anthropic")][0], SONNET_ABOVE_200K))
    for model in ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929"):
        entry = book[(model, "anthropic")][0]
        others.append((model, "anthropic", entry, with_sections(entry, SONNET_ABOVE_200K)))
    for model in ("o3", "o3-2025-04-16"):
        split(model, "openai", JUN_10_2025, before=note({0: "i10 r.5 o40"}))
    # Only the input price before the change is known; the other buckets stay unpriced until then.
    for model, factor in (("gpt-5.6-terra", Decimal("1.25")), ("gpt-5.6-luna", Decimal(5))):
        split(model, "openai", JUL_30_2026, before=book[(model, "openai")][0].scaled(factor, {"i"}))
    for model in ("gemini-3.6-flash", "gemini-3.7-flash"):
        for provider in ("gemini", "vertex_ai"):
            if (model, provider) in book:
                split(model, provider, JAN_1_2027, after=book[(model, provider)][0].scaled(2))
    for model, rates in BIGQUERY.items():
        book[(model, "bigquery")] = [note({0: rates}, "y")]
    chat = book[("deepseek-chat", "deepseek")][0]
    off_peak = note({0: "i.27 r.07 o1.1"})
    off_peak.off_peak = "@990-30:i.135,o.55,r.035"
    off_peak.start, off_peak.until, chat.start = FEB_26_2025, SEP_5_2025_16H, SEP_5_2025_16H
    before = note({0: "i.27 r.07 o1.1"})
    before.until = FEB_26_2025
    book[("deepseek-chat", "deepseek")] = [before, off_peak, chat]

    for (model, provider), entries in book.items():
        for entry in entries:
            anthropic_notes(provider, entry)


def anthropic_notes(provider, entry):
    """Web search is 10 USD per 1,000 on every Claude model; a batch halves every token price (5.5)."""
    if provider != "anthropic" or entry.source != LITELLM:
        return
    base = entry.sections.get((0, ""), {})
    if "s" not in base:
        entry.notes[(0, "")] = {code: Decimal("0.01") for code in ("s", "sl", "sh")}
    for (threshold, tier), rates in list(entry.sections.items()):
        if tier == "b":
            standard = entry.sections[(threshold, "")]
            if "h" in standard and "h" not in rates and rates["i"] * 2 == standard["i"]:
                entry.notes[(threshold, "b")] = {"h": standard["h"] / 2}


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=str, parse_int=str)["models"]


def litellm_book(models):
    book, full = {}, []
    for key, fields in sorted(models.items()):
        raw = fields.get("litellm_provider")
        if raw is None:
            continue
        place = (stripped(key, raw), family(raw))
        if place[0] in models and family(models[place[0]].get("litellm_provider", "")) == place[1] \
                and stripped(place[0], raw) != place[0]:
            place = (key, place[1])  # `perplexity/perplexity/sonar` is not `perplexity/sonar`
        (full if place[0] != key else book.setdefault(place, [])).append(
            (key, place, litellm_entry(fields)) if place[0] != key else litellm_entry(fields))
    for key, place, entry in full:
        if place not in book:
            book[place] = [entry]
        elif not merged(book[place][0], entry):
            book[(key, place[1])] = [entry]
    return book


def merged(entry, twin):
    """The same model under two keys of the map: one entry, when no price of the two differs."""
    ours, theirs = entry.sections, twin.sections
    if any(ours.get(k, {}).get(c, v) != v for k, rates in theirs.items() for c, v in rates.items()):
        return False
    for selector, rates in theirs.items():
        ours.setdefault(selector, {}).update(rates)
    return True


def disagreement(model, provider, used, other):
    thresholds = sorted({t for e in (used, other) for t, tier in e.sections if tier == ""})
    parts = []
    for threshold in thresholds:
        body = []
        for code in sorted({c for (t, tier), r in used.sections.items() if tier == "" for c in r}):
            ours, theirs = used.resolved(threshold, code), other.resolved(threshold, code)
            if ours is None or theirs is None or abs(ours - theirs) * 100 <= ours:
                continue
            body.append(f"{code}{text(ours)}/{text(theirs)}")
        if body:
            parts.append(f"{threshold or ''}:" + ",".join(body))
    return "|".join((model, provider, used.source + other.source, str(used.start), ";".join(parts))) if parts else None


def swift(name, about, lines):
    return "\n".join((
        "// Written by make_catalogue.py from the sources it names; change that, not this.", "",
        f"extension {name[0]} {{", f"  /// {about}", f'  static let {name[1]}: StaticString = #"""', *lines, '"""#', "}", ""))


def main(litellm_path, models_dev_path, catalogue_path, disagreements_path):
    book = litellm_book(read(litellm_path))
    known = {(model.lower(), provider): (model, provider) for model, provider in book}
    others, fill = [], {}
    for key, model in sorted(read(models_dev_path).items()):
        provider = normal(MODELS_DEV_PROVIDERS.get(model["provider"], model["provider"]))
        entry = models_dev_entry(model)
        place = known.get((model["id"].lower(), provider))
        if place is None:
            fill.setdefault((model["id"], provider), [entry])
        else:
            others.append((*place, book[place][0], entry))
    book.update(fill)
    dated(book, others)

    lines = []
    for (model, provider), entries in book.items():
        assert model.isascii() and not set(model) & set('|\n"'), model
        for entry in entries:
            lines.append(((model.lower(), model, provider, entry.start or 0), entry.line(model, provider)))
    differing = sorted({d for d in (disagreement(*other) for other in others) if d})
    lines = [line for _, line in sorted(lines)]
    with open(catalogue_path, "w", encoding="utf-8", newline="\n") as file:
        file.write(swift(("Catalogue", "text"), f"{len(lines):,} price entries, sorted by lower-cased model id.", lines))
    with open(disagreements_path, "w", encoding="utf-8", newline="\n") as file:
        file.write(swift(("Catalogue", "differences"), "Where two sources price a bucket more than 1 % apart.", differing))


if __name__ == "__main__":
    main(*sys.argv[1:])
