"""The look of Telegram's clients, in the light theme, as CSS."""

_SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
_STROKE = "fill='none' stroke='black' stroke-width='1.6' stroke-linecap='round'"


def _icon(drawing: str) -> str:
    """A mask of 16 by 16, to be filled with any colour."""
    return f'url("{_SVG}{drawing.replace("<", "%3C").replace(">", "%3E")}%3C/svg%3E")'


_QUOTE = _icon("<path d='M2 4h5v5l-2.5 4H2.5L4 9H2zM9 4h5v5l-2.5 4H9.5L11 9H9z'/>")
_UNFOLD = _icon(f"<path d='M3 6l5 5 5-5' {_STROKE}/>")
_OPEN = _icon(f"<path d='M4 12L12 4M5.5 4H12v6.5' {_STROKE}/>")
_COPY = _icon(
    f"<rect x='2.5' y='5.5' width='8' height='8' rx='2' {_STROKE}/>"
    f"<path d='M6 2.8h5.2a2.3 2.3 0 0 1 2.3 2.3V10' {_STROKE}/>"
)
_CHECKS = _icon(f"<path d='M1.5 8.5l3 3 6-7M7.5 11.5l6-7' {_STROKE}/>")
_CLOSE = _icon(f"<path d='M3 3l10 10M13 3L3 13' {_STROKE}/>")
_ATTACH = _icon(
    "<path d='M13.5 7.5l-5.5 5.5a3.2 3.2 0 0 1-4.6-4.6l6-6a2.1 2.1 0 0 1 3 3"
    f"l-6 6a1 1 0 0 1-1.5-1.5l5-5' {_STROKE}/>"
)

# The colours that Telegram gives to people: names, and the two of a circle.
_PEOPLE = (
    ("#c7522b", "#ff8a5e", "#dd5147"),
    ("#1f7fc4", "#5caffa", "#408acf"),
    ("#8148c7", "#b694f9", "#6c61df"),
    ("#43932c", "#9ad164", "#46ba43"),
    ("#148a9c", "#5bcbe3", "#359ad4"),
    ("#c2761a", "#febb5b", "#f68136"),
    ("#c43c6c", "#ff8aac", "#d95574"),
)
_COLORS = "".join(
    f".color{number} {{ --name: {name}; }}\n"
    f".avatar.color{number}, .back{number} {{ background: linear-gradient({light}, {dark}); }}\n"
    for number, (name, light, dark) in enumerate(_PEOPLE)
)

STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; font: 15px/20px Roboto, "Open Sans", "Noto Sans", sans-serif; color: #000; }}
{_COLORS}
.window {{ width: 460px; background: #fff; border: 1px solid #c9d1d6; }}
.header {{ display: flex; align-items: center; gap: 12px; padding: 8px 14px; }}
.header .title {{ font-weight: 500; font-size: 16px; }}
.status {{ color: #8a949c; font-size: 13px; line-height: 17px; }}
.avatar {{ flex: none; width: 40px; height: 40px; border-radius: 50%; color: #fff;
  font: 500 18px/40px Roboto, "Noto Sans", sans-serif; text-align: center; }}
.chat {{ display: flex; flex-direction: column; gap: 8px; padding: 12px 10px;
  background: #c3d5ab; }}
.message {{ align-self: flex-start; max-width: 418px;
  --accent: var(--name); }}
.message.named {{ margin-left: 42px; max-width: 376px; }}
.message.out {{ align-self: flex-end; max-width: 350px; --accent: #43932c; }}
.message .avatar {{ position: absolute; left: -42px; bottom: 0; width: 34px; height: 34px;
  font-size: 16px; line-height: 34px; }}
.keys {{ display: flex; gap: 4px; margin-top: 4px; }}
.bubble {{ position: relative; padding: 6px 10px 7px; border-radius: 14px 14px 14px 4px;
  background: #fff; box-shadow: 0 1px 1px rgba(60, 90, 60, .28); }}
.out .bubble {{ border-radius: 14px 14px 4px 14px; background: #effdde; }}
.name {{ font-weight: 500; color: var(--name); padding-bottom: 2px; }}
.text {{ white-space: pre-wrap; overflow-wrap: break-word; }}
.link {{ color: #1478bd; }}
.room {{ display: inline-block; width: 36px; height: 1px; }}
.out .room {{ width: 54px; }}
.time {{ position: absolute; right: 9px; bottom: 4px; font-size: 12px; line-height: 16px;
  color: #8f9ba3; }}
.out .time {{ color: #56ab4f; padding-right: 18px; }}
.out .time::after {{ content: ""; position: absolute; right: 0; bottom: 1px; width: 15px;
  height: 15px; background: #56ab4f; mask: {_CHECKS}; }}
blockquote, .replied {{ position: relative; margin: 2px 0; padding: 4px 24px 4px 11px;
  border-left: 3px solid var(--accent); border-radius: 4px;
  background: color-mix(in srgb, var(--accent) 10%, transparent); }}
blockquote::before, .marked::before {{ content: ""; position: absolute; top: 5px; right: 6px;
  width: 11px; height: 11px; background: var(--accent); mask: {_QUOTE}; }}
blockquote.expandable {{ max-height: 68px; overflow: hidden; }}
blockquote.folded {{ padding-bottom: 0; max-height: 64px; margin-bottom: 3px; }}
blockquote.folded::after {{ content: ""; position: absolute; right: 6px; bottom: 4px; width: 12px;
  height: 12px; background: var(--accent); mask: {_UNFOLD}; }}
.replied {{ margin: 2px 0 5px; padding-right: 10px; font-size: 14px; line-height: 18px;
  border-color: var(--name);
  background: color-mix(in srgb, var(--name) 10%, transparent); }}
.out .replied {{ border-color: var(--accent);
  background: color-mix(in srgb, var(--accent) 12%, transparent); }}
.marked {{ padding-right: 24px; }}
.replied::before {{ background: var(--name); }}
.replied b {{ font-weight: 500; color: var(--name); }}
.out .replied b {{ color: var(--accent); }}
.out .replied::before {{ background: var(--accent); }}
.replied div {{ white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
.key {{ position: relative; flex: 1 1 0; padding: 7px 4px; border-radius: 7px; color: #fff;
  font-weight: 500; font-size: 14px; text-align: center; background: rgba(66, 104, 62, .62); }}
.copy_text::after, .url::after {{ content: ""; position: absolute; top: 4px; right: 4px;
  width: 10px; height: 10px; background: #fff; mask: {_COPY}; }}
.url::after {{ mask: {_OPEN}; }}
.results {{ border-top: 1px solid #e3e7ea; }}
.result {{ display: flex; gap: 12px; padding: 9px 14px; border-bottom: 1px solid #e9edef; }}
.tile {{ flex: none; width: 52px; height: 52px; margin-top: 4px; border-radius: 8px; color: #fff;
  font: 500 24px/52px Roboto, "Noto Sans", sans-serif; text-align: center; }}
.result .title {{ font-weight: 500; }}
.description {{ display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical;
  -webkit-line-clamp: 3; color: #6f7a82; font-size: 14px; line-height: 19px; }}
.input {{ display: flex; align-items: center; gap: 12px; padding: 13px 14px; }}
.typed {{ flex: 1; white-space: nowrap; }}
.caret {{ display: inline-block; width: 1.5px; height: 18px; margin-left: 1px;
  vertical-align: -3px; background: #1478bd; }}
.attach, .close {{ width: 20px; height: 20px; background: #8a949c; mask: {_ATTACH}; }}
.close {{ width: 14px; height: 14px; mask: {_CLOSE}; }}
"""
