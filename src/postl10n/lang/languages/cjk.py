"""Numbers shared by Chinese, Japanese and Korean: figures directly followed by counters and Han characters."""

from __future__ import annotations

import re

MONTH_RANGE = re.compile(
    r"(?<![\d.])(?P<from>1[0-2]|[1-9])\s?[月월]?\s?(?:부터|から)?\s?(?:至|到|[-–~])\s?(?P<to>1[0-2]|[1-9])\s?[月월](?!\s?\d{1,2}\s?[日일])(?:期|份)?"
)
FIRST_QUARTERS = re.compile(
    r"(?:前|头|首)(?:(?P<two>两|兩|二|2)|(?P<three>三|3))(?:个|個)?季度?|(?<!\d)1\s?[-–~]\s?(?:(?P<two2>2)|(?P<three3>3))\s?분기"
)
COUNTERS = (
    "个個箇名人位方件家国國次度倍条條种種类類项項届屆周週年月日天小时時分秒只隻台辆輛枚套座处處所间間层層批期步岁歳者つ社カヶか本冊部票份張张"
    "艘架列趟班宗起封包箱袋公英米吨噸公斤克元港美欧歐日韩韓城市省区區县縣成大多余餘几幾者地回軒店局校路線线点點季代号號级級等卷道场場席"
)
ABOUT = "多余餘여几幾來来"
"""Signs behind a numeral that make it a rough one."""
