"""What the citizen's browser shows: one page without scripts, that loads nothing and tells nobody where it was."""

from html import escape

from domain.text import Say, Text, text

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
_STYLE = (
    "body{font:18px/1.6 system-ui,sans-serif;margin:0;background:#f0f4f9;color:#1a2733}"
    "main{max-width:34rem;margin:0 auto;padding:1.2rem}h1{font-size:1.4rem;color:#1d4c8f}"
    "form,p.note{background:#fff;border-radius:12px;padding:1rem;margin:1rem 0}"
    "input[type=file]{display:block;width:100%;font-size:1rem;padding:.8rem 0}"
    "button{width:100%;font-size:1.2rem;padding:.8rem;border:0;border-radius:12px;background:#2563b0;color:#fff}"
    "p.done{background:#e4f5e9;color:#14532d}p.bad{background:#fdecea;color:#8a1c1c}small{color:#45525f}"
)


def page(say: Say, language: str, room: int, taken: int | None = None) -> str:
    """``room``: pages that may still come; ``taken``: of what was sent just now, ``None`` before anything was."""
    parts = [f"<h1>{_said(say, text('phone.title'))}</h1>"]
    if taken is not None:
        words = text("phone.taken", n=taken) if taken else text("phone.not_taken")
        parts.append(f'<p class="note {"done" if taken else "bad"}" role="status">{_said(say, words)}</p>')
    parts.append(_form(say, room) if room > 0 else f'<p class="note">{_said(say, text("phone.full"))}</p>')
    parts.append(f"<p><small>{_said(say, text('phone.privacy'))}</small></p>")
    return _html(say, language, "".join(parts))


def over(say: Say, language: str) -> str:
    """The address leads nowhere, or no longer."""
    return _html(say, language, f'<p class="note bad" role="alert">{_said(say, text("phone.over"))}</p>')


def _form(say: Say, room: int) -> str:
    return (
        '<form method="post" enctype="multipart/form-data">'
        f'<label for="pages">{_said(say, text("phone.choose", n=room))}</label>'
        '<input id="pages" name="pages" type="file" accept="image/jpeg,image/png,application/pdf" multiple required>'
        f"<button>{_said(say, text('phone.send'))}</button></form>"
    )


def _html(say: Say, language: str, body: str) -> str:
    title = _said(say, text("phone.title"))
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _said(say: Say, words: Text) -> str:
    return escape(say(words))
