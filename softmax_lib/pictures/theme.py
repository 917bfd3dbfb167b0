"""The colors and type of every picture, in a light, a dark and a contrast theme."""

__all__ = ["FORCED_STYLE", "PALETTE", "SANS", "STYLE", "palette_css"]

PALETTE = {
    "bg": ("#ffffff", "#111111"),
    "ink": ("#1b1f24", "#e8eaed"),
    "ink2": ("#57606a", "#a3abb4"),
    "forward": ("#0b57a4", "#7cb9ff"),
    "backward": ("#ad4700", "#ffac6b"),
    "tint": ("#fdeedd", "#3a2612"),
    "onwork": ("#ffffff", "#1a0f05"),
    "line": ("#7d8590", "#7b848e"),
    "pale": ("#ccd3da", "#3a4149"),
    "track": ("#e4e8ec", "#2b3036"),
    "box": ("#f4f6f8", "#1b1d20"),
    "plus": ("#0f766e", "#5fd0c5"),
    "minus": ("#7b3294", "#cf9be6"),
}
# In a contrast theme of the system there are only its own colors: forward and backward differ, as do a bar and its
# track; a ground is the page's.
FORCED = dict.fromkeys(PALETTE, "CanvasText")
FORCED |= dict.fromkeys(("bg", "tint", "onwork", "track", "box"), "Canvas")
FORCED |= {"forward": "LinkText", "plus": "LinkText", "pale": "GrayText"}
SANS = "Arial,'Liberation Sans','Helvetica Neue',sans-serif"
SERIF = "'Times New Roman','Liberation Serif',Times,serif"


def palette_css(selector):
    """The palettes as CSS: the system's theme, unless JupyterLab says which one it shows; or a contrast theme."""
    light, dark = (
        f"color-scheme:{scheme};" + ";".join(f"--sl-{name}:{pair[i]}" for name, pair in PALETTE.items())
        for i, scheme in enumerate(("light", "dark"))
    )
    forced = ";".join(f"--sl-{name}:{color}" for name, color in FORCED.items())
    return (
        f'{selector},[data-jp-theme-light="true"] {selector}{{{light}}}'
        f"@media (prefers-color-scheme:dark){{{selector}{{{dark}}}}}"
        f'[data-jp-theme-light="false"] {selector}{{{dark}}}'
        f"@media (forced-colors:active){{{selector},[data-jp-theme-light] {selector}{{{forced}}}}}"
    )


STYLE = f"""
.sl-svg text{{font-family:{SANS};font-variant-numeric:tabular-nums lining-nums}}
.sl-svg .sl-it{{font-family:{SERIF};font-style:italic}}
.sl-svg .sl-up{{font-family:{SERIF};font-style:normal}}
.sl-svg .sl-num{{font-size:12.5px}}
.sl-svg .sl-words{{font-size:13px}}
.sl-svg .sl-title{{font-size:16px;font-weight:bold;text-anchor:middle;fill:var(--sl-ink)}}
.sl-svg .sl-under{{text-anchor:middle;fill:var(--sl-ink2)}}
.sl-svg .sl-dots{{font-size:18px;text-anchor:middle;fill:var(--sl-ink2)}}
.sl-svg .sl-name{{font-size:16px;text-anchor:middle;fill:var(--sl-ink)}}
.sl-svg .sl-value text,.sl-svg text.sl-value{{fill:var(--sl-forward)}}
.sl-svg .sl-gradient text,.sl-svg text.sl-gradient{{fill:var(--sl-backward)}}
.sl-svg .sl-bar{{stroke:var(--sl-ink)}}
.sl-svg .sl-value .sl-bar{{stroke:var(--sl-forward)}}
.sl-svg .sl-gradient .sl-bar{{stroke:var(--sl-backward)}}
.sl-svg .sl-wire{{fill:none;stroke:var(--sl-line);stroke-width:1.25}}
.sl-svg .sl-head{{fill:var(--sl-line)}}
.sl-svg .sl-dash{{stroke:var(--sl-backward);stroke-width:1.5;stroke-dasharray:4.5 2.5}}
.sl-svg .sl-tip{{fill:var(--sl-backward)}}
.sl-svg .sl-arrow.sl-pale .sl-dash{{stroke:var(--sl-pale)}}
.sl-svg .sl-arrow.sl-pale .sl-tip{{fill:var(--sl-pale)}}
.sl-svg .sl-dot{{fill:var(--sl-ink)}}
.sl-svg .sl-dot.sl-work{{fill:var(--sl-backward);r:4.6px}}
.sl-svg .sl-ring{{fill:var(--sl-bg);stroke:var(--sl-ink);stroke-width:1.4}}
.sl-svg .sl-glyph{{fill:none;stroke:var(--sl-ink);stroke-width:1.8;stroke-linecap:round}}
.sl-svg .sl-node.sl-pale .sl-ring{{stroke:var(--sl-pale)}}
.sl-svg .sl-node.sl-pale .sl-name{{fill:var(--sl-ink2)}}
.sl-svg .sl-node.sl-pale .sl-glyph{{stroke:var(--sl-ink2)}}
.sl-svg .sl-halo{{fill:none}}
.sl-svg .sl-halo.sl-lit{{fill:var(--sl-tint)}}
.sl-svg .sl-work.sl-fore .sl-ring{{fill:var(--sl-forward);stroke:var(--sl-forward)}}
.sl-svg .sl-work.sl-back .sl-ring{{fill:var(--sl-backward);stroke:var(--sl-backward)}}
.sl-svg .sl-work .sl-glyph{{stroke:var(--sl-onwork)}}
.sl-svg .sl-work .sl-name{{fill:var(--sl-onwork)}}
.sl-svg .sl-tint{{fill:none}}

.sl-svg .sl-tint.sl-lit{{fill:var(--sl-tint)}}
.sl-svg .sl-box{{fill:var(--sl-box);stroke:var(--sl-ink);stroke-width:1.4}}
""".replace("\n", "")
# What has no ground of its own there gets an edge.
FORCED_STYLE = (
    "@media (forced-colors:active){.sl-svg .sl-lit{stroke:Highlight;stroke-width:2px}"
    '.sl-svg [fill^="var(--sl-track"],.sl-svg [fill^="var(--sl-box"]{stroke:CanvasText}}'
)
