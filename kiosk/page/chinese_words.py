"""What stands on the keys that write Chinese."""

from domain.text import Say, text
from qt_edge.widgets.chinese_pad import ChineseWords


def chinese_words(say: Say) -> ChineseWords:
    return ChineseWords(
        delete=say(text("common.delete_key")),
        done=say(text("common.done_key")),
        pinyin=say(text("pinyin_keys.plane")),
        by_hand=say(text("pinyin_keys.by_hand")),
        write_here=say(text("pinyin_keys.write_here")),
    )
