"""The words a date is written with in Korean, English, Japanese and Chinese.

Every set is one role a word can play in the grammar; a word may play several (일 is a unit
and a weekday). `VOCABULARY` is all of them, which is what the tokeniser cuts runs of letters by.
"""

# Units behind a number -----------------------------------------------------------------
YEAR_UNITS = frozenset("년 년도 年 年度 학년도 학년 회계연도 学年度 學年度".split())
FISCAL_UNITS = frozenset({"학년도", "학년", "회계연도", "年度", "学年度", "學年度"})
MONTH_UNITS = frozenset({"월", "月", "月份", "월달"})
DAY_UNITS = frozenset({"일", "日", "号", "號"})
UNITS = YEAR_UNITS | MONTH_UNITS | DAY_UNITS
DECADE_UNITS = frozenset({"년대", "연대", "年代", "s"})
CENTURY_UNITS = frozenset({"세기", "世紀", "世纪", "century"})
QUARTER_UNITS = frozenset({"분기", "사분기", "四半期", "季度", "quarter", "q"})
HOUR_UNITS = frozenset({"시", "時", "时", "点", "點", "h", "hrs"})
MINUTE_UNITS = frozenset({"분", "分"})
SECOND_UNITS = frozenset({"초", "秒"})
ORDINALS = frozenset({"st", "nd", "rd", "th"})
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
NUMBERING = frozenset({"제", "第"})

# Calendars -----------------------------------------------------------------------------
COMMON_ERA = frozenset(
    {"서기", "西暦", "西曆", "西历", "西元", "公元", "公曆", "公历", "서력", "ad", "ce"}
)
DANGI = frozenset({"단기", "檀紀", "檀纪", "단군기원"})  # 단기 4288년 = 1955
MINGUO = frozenset({"民國", "民国", "中華民國", "中華民国", "中华民国", "중화민국", "민국"})
MINGUO_ERA = "民國"  # year 1 is 1912
ERAS = {  # first and last year of the Japanese eras
    "明治": (1868, 1912),
    "大正": (1912, 1926),
    "昭和": (1926, 1989),
    "平成": (1989, 2019),
    "令和": (2019, 9999),
}
_ERA_READINGS = {
    "明治": "메이지 명치 M",
    "大正": "다이쇼 대정 T",
    "昭和": "쇼와 소화 S",
    "平成": "헤이세이 평성 H",
    "令和": "레이와 영화 R",
}
ERA_LETTERS = frozenset("MTSHR")
ERA_NAMES = {era: era for era in ERAS} | {
    reading: era
    for era, readings in _ERA_READINGS.items()
    for reading in readings.split()
    if reading != "영화"  # also "film": 레이와 is what people write
}
ERA_SIGNS = {"明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和"}  # 昭47.8.28
ERA_NAMES |= ERA_SIGNS
ERA_DAYS = {  # the first and last day of an era, as (month, day)
    "明治": ((1, 25), (7, 30)),
    "大正": ((7, 30), (12, 25)),
    "昭和": ((12, 25), (1, 7)),
    "平成": ((1, 8), (4, 30)),
    "令和": ((5, 1), (12, 31)),
}
SOLAR = frozenset({"양", "양력", "陽曆", "陽暦", "新暦", "公历", "阳历"})
LUNAR = frozenset({"음", "음력", "陰曆", "陰暦", "旧暦", "農曆", "农历", "阴历", "lunar", "윤"})

# Months, seasons, weekdays -------------------------------------------------------------
_MONTHS = (
    "january jan february feb march mar april apr may may june jun july jul "
    "august aug september sep october oct november nov december dec"
).split()
MONTH_NAMES = {name: index // 2 + 1 for index, name in enumerate(_MONTHS)} | {"sept": 9}
SEASONS = {
    name: code
    for code, names in {
        21: "봄 봄철 춘계 春 春季 春天 spring",
        22: "여름 여름철 하계 夏 夏季 夏天 summer",
        23: "가을 가을철 추계 秋 秋季 秋天 autumn fall",
        24: "겨울 겨울철 동계 冬 冬季 冬天 winter",
    }.items()
    for name in names.split()
}
SEASON_PARTS = {  # read as the season, about
    name: code
    for code, names in {
        21: "초봄 늦봄 새봄 初春 晩春 早春",
        22: "초여름 한여름 늦여름 初夏 盛夏 晩夏",
        23: "초가을 늦가을 初秋 晩秋",
        24: "초겨울 한겨울 늦겨울 初冬 晩冬",
    }.items()
    for name in names.split()
}
SEASONS |= SEASON_PARTS
HALVES = {
    name: code
    for code, names in {
        40: "상반기 전반기 上半期 上半年 上期",
        41: "하반기 후반기 下半期 下半年 下期",
    }.items()
    for name in names.split()
}
_WEEKDAYS = (
    "월 월요일 月 月曜 月曜日 星期一 周一 礼拜一 mon monday",
    "화 화요일 火 火曜 火曜日 星期二 周二 礼拜二 tue tues tuesday",
    "수 수요일 水 水曜 水曜日 星期三 周三 礼拜三 wed weds wednesday",
    "목 목요일 木 木曜 木曜日 星期四 周四 礼拜四 thu thur thurs thursday",
    "금 금요일 金 金曜 金曜日 星期五 周五 礼拜五 fri friday",
    "토 토요일 土 土曜 土曜日 星期六 周六 礼拜六 sat saturday",
    "일 일요일 日 日曜 日曜日 星期日 星期天 周日 礼拜天 sun sunday",
)
WEEKDAYS = {name: day for day, names in enumerate(_WEEKDAYS) for name in names.split()}
WEEKDAYS |= {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5}
WEEKDAY_NAMES = "월화수목금토일"

# From, to, and --------------------------------------------------------------------------
FROM = frozenset({"부터", "에서", "から", "より", "自", "从", "從", "from", "since"})
FROM_BEFORE = frozenset({"自", "从", "從", "from", "since", "between"})
TO = frozenset({"至", "到", "to", "through", "thru", "till", "until", "내지", "迄"})
UNTIL = frozenset({"까지", "까지의", "まで", "までの", "迄", "止", "为止"})
AFTER = frozenset(
    {"이후", "이후로", "이후부터", "이래", "이래로", "以降", "以来", "以來", "以后", "以後", "起"}
    | {"onwards", "onward", "開始", "开始", "이후계속", "至今"}
)
BEFORE = frozenset({"이전", "이전부터", "以前", "까지", "まで", "before"})
ONGOING = frozenset(
    {
        "현재",
        "현재까지",
        "지금",
        "지금까지",
        "계속",
        "지속",
        "진행중",
        "진행",
        "추진중",
        "현재진행중",
    }
    | {"現在", "現在に", "现在", "至今", "今", "今日", "継続", "継続中", "present", "now", "today"}
    | {"current", "date", "ongoing", "오늘", "오늘날"}
    | {"미정", "未定"}
)
AND = frozenset({"및", "와", "과", "그리고", "and", "と", "和", "与", "與", "及"})

# Nearness, and other things said of a date ------------------------------------------------
ABOUT_BEFORE = frozenset(
    {"약", "대략", "circa", "ca", "c", "about", "around", "approximately", "approx", "約", "约"}
)
ABOUT_AFTER = frozenset(
    {
        "경",
        "경에",
        "무렵",
        "쯤",
        "즈음",
        "께",
        "전후",
        "頃",
        "ごろ",
        "ころ",
        "頃から",
        "左右",
        "前後",
        "前后",
    }
)
PART_BEFORE = frozenset({"early", "mid", "middle", "late", "beginning", "end"})
PART_AFTER = frozenset(
    {
        "초",
        "초순",
        "상순",
        "중순",
        "하순",
        "말",
        "초반",
        "중반",
        "후반",
        "초엽",
        "중엽",
        "말엽",
        "초기",
        "중기",
    }
    | {
        "말기",
        "초순경",
        "연초",
        "연말",
        "年初",
        "年末",
        "월초",
        "월말",
        "初",
        "末",
        "底",
        "初頭",
        "半ば",
    }
    | {"上旬", "中旬", "下旬", "初旬", "初期", "中期", "後期", "末期", "前半", "後半", "중"}
)
LAST_DAY = frozenset({"말일", "末日"})
DOUBTFUL = frozenset({"추정", "불확실", "推定", "uncertain", "probably", "미확인", "추정됨"})
AS_OF = frozenset(
    {"현재", "기준", "현황", "現在", "现在", "기준일", "당시", "시점", "時点", "시점기준"}
)
AS_OF_BEFORE = frozenset({"as", "of"})
PLANNED = frozenset(
    {
        "예정",
        "예정일",
        "잠정",
        "계획",
        "予定",
        "预定",
        "預定",
        "tentative",
        "planned",
        "scheduled",
        "tbc",
    }
)
PARTICLES = frozenset(
    {
        "에",
        "에는",
        "에도",
        "자",
        "자로",
        "부로",
        "중",
        "중에",
        "연중",
        "に",
        "付",
        "付け",
        "날",
        "의",
    }
)
FILLERS = frozenset({"the", "of", "in", "on", "at", "dated", "year"})
DAY_PARTS = frozenset(
    {"오전", "오후", "午前", "午後", "上午", "下午", "am", "pm", "아침", "저녁", "밤", "새벽", "낮"}
    | {"정오", "자정", "正午", "noon", "midnight", "종일", "하루"}
)
ZONES = {"kst": True, "jst": True, "utc": False, "gmt": False, "z": False}  # is it Korea's time?
LENGTHS = {  # "for so many …", by the grain they count
    "간": None,
    "間": None,
    "일간": "day",
    "日間": "day",
    "박": "night",
    "泊": "night",
    "주": "week",
    "주간": "week",
    "週間": "week",
    "주일": "week",
    "주일간": "week",
    "개월": "month",
    "개월간": "month",
    "달간": "month",
    "か月": "month",
    "か月間": "month",
    "個月": "month",
    "个月": "month",
    "년간": "year",
    "年間": "year",
    "개년": "year",
    "days": "day",
    "day": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
}

# Days that events are named after: 5.18 민주화운동, 6.25 전쟁.
NAMED_DAYS = frozenset(
    {(3, 1), (4, 3), (4, 19), (5, 16), (5, 18), (6, 10), (6, 15), (6, 25), (6, 29), (8, 15)}
    | {(10, 4), (12, 12)}
)
# Behind 10년 these make it ten years, not 2010.
YEARS_LONG = tuple(
    "전 후 뒤 동안 이상 이내 넘 만 째 차 간 가까 여 단위 기념 역사 주기 이하 미만 내 걸 가량 남짓".split()
)

# What names no date, or a date only its reader could know ---------------------------------
RELATIVE = frozenset(
    "동년 금년 올해 작년 지난해 내년 동월 금월 익년 익월 당해 당해년도 전년 전년도 차년도 오늘 어제 내일 당일 익일 동일 "
    "지난달 이달 다음달 내달 이듬해 명년 재작년 본년 금년도 올해년도 同年 今年 去年 昨年 来年 翌年 前年 同月 今月 先月 来月 明年 "
    "翌月 同日 翌日 本年 本月 本日 昨日".split()
)
RELATIVE_PAIRS = frozenset(
    {("같은", "해"), ("같은", "달"), ("같은", "날"), ("다음", "해"), ("다음", "달"), ("지난", "해")}
    | {
        ("지난", "달"),
        ("이번", "달"),
        ("이", "해"),
        ("그", "해"),
        ("올", "해"),
        ("같은", "년"),
        ("다음", "날"),
    }
    | {("this", "year"), ("last", "year"), ("next", "year"), ("same", "year")}
    | {("this", "month"), ("last", "month"), ("next", "month"), ("same", "month")}
)
SAME_YEAR = frozenset({"동년", "同年", "같은해", "같은 해", "당해", "同"})
SAME_MONTH = frozenset({"동월", "同月", "같은달", "같은 달"})
NEXT_YEAR = frozenset({"익년", "이듬해", "翌年", "다음해", "다음 해", "차년도"})
NEXT_MONTH = frozenset({"익월", "翌月", "다음달", "다음 달"})
NO_DATE = frozenset(
    "미정 없음 해당없음 해당사항없음 미상 불명 미확인 확인불가 미기재 미체결 추후결정 추후 협의중 추진중 예정 미파악 자료없음 "
    "일자미상 일자미정 날짜미상 연도미상 시기미정 추후협의 추후확정 확인중 준비중 "
    "未定 不明 なし 無 无 未詳 未详 待定 不详 n/a na none null nan nil tbd tba unknown undated x × 무 공란 "
    "해당무 n.a n.a. n.d n.d. tobedetermined notavailable nodate".split()
)

_ROLES = (
    YEAR_UNITS, MONTH_UNITS, DAY_UNITS, DECADE_UNITS, CENTURY_UNITS, QUARTER_UNITS, HOUR_UNITS,
    MINUTE_UNITS, SECOND_UNITS, ORDINALS, ORDINAL_WORDS, NUMBERING, COMMON_ERA, DANGI, MINGUO,
    ERA_NAMES, SOLAR, LUNAR, MONTH_NAMES, SEASONS, HALVES, WEEKDAYS, FROM, FROM_BEFORE, TO, UNTIL,
    AFTER, BEFORE, ONGOING, AND, ABOUT_BEFORE, ABOUT_AFTER, PART_BEFORE, PART_AFTER, LAST_DAY,
    DOUBTFUL, AS_OF, AS_OF_BEFORE, PLANNED, ZONES, PARTICLES, FILLERS, DAY_PARTS, LENGTHS, RELATIVE,
    SAME_YEAR, SAME_MONTH, NEXT_YEAR, NEXT_MONTH,
    {word for pair in RELATIVE_PAIRS for word in pair}, {"총", "for", "주년", "시간", "元", "원", "half", "q", "t", "z", "반", "a", "p", "m"},
)  # fmt: skip
VOCABULARY = frozenset(word for role in _ROLES for word in role if not word.isdigit())
LONGEST = max(map(len, VOCABULARY))

# Counters: a number glued to one of these counts things, it is no month and no day. -------
COUNTERS = tuple(
    "개국 개소 개교 개사 개시 개군 개구 개도 개팀 개반 개부 개 여명 명 인 회 차 건 곳 대 천 만 억 원 톤 "
    "주년 주 호 기 박 위 세 층 번 분 시간 시 권 점 편 쌍 가구 팀 교 사 석 부 점 종 급 군데 여 번째 학급 가지 "
    "개월 달 년간 일간 일째 일차 척 필 본 매 장 그루 평 리 단 단체 가족 기관 국 도시 학교 개단체 학기 학년 학 반 조 절 항 막 "
    "등 강 동 읍 면 군 구 도 판 골 승 패 타 두 포 팩 병 잔 식 행 열 줄 쪽 배 할 남 녀 분 초 마리 자루 상자 세트 여개 "
    "차례 라운드 교시 코스 과목 인승 인조 人 名 回 個 校 国 國 次 个 件".split()
)
# Counters that also begin a usual word, so that neither reading is sure: 15개교, 2일간.
UNSURE_COUNTERS = ("개교", "일간", "일째", "일차", "일정", "일본", "일원", "일대", "일행")
# Nouns that are counted now and then: 3마을, 2경기.
COUNTED = tuple(
    "자회담 색 성 선 당 관왕 연패 악장 겹 거리 거점 축 품목 작품 경기 커플 마을 기업 업체 대학 지역 지구 블록 센터 "
    "백 십 돌 살 연승 미터 그램 퍼센트 수차례 량 송이 벌 켤레 페이지 칸 쿼터 이닝 핵 각 공구".split()
)
# Words that begin like a counter, but say that the number before them was a day.
NOT_COUNTERS = tuple(
    "개최 개막 개회식 개소식 시장 시의 시민 시청 교류 교환 교육 교직원 인천 인제 인민 기념 명예 사절 사업 위원 위문 대표 대학 "
    "대구 대전 원주 원장 주민 주최 회장 국제 국장 국내 도시 도청 도지사 군수 건립 점검 단장 단체장 관내 관광 관계 "
    "분과 석식 점심 호주 매년 평택 척도 본회의 천안 억류 만찬 기업 학생 학교 학술 학부모 조인 조직 절강 항주 항공 등반 강원 강릉 강남 "
    "동경 군의 군청 구의 구청 도쿄 도의 판매 포항 병원 식목 식수 행사 행정 행복 남원 남구 남해 남양주 부산 부천 부시장 부군수 "
    "부구청장 부지사 장관 장애 장성 단원 회원 초청 초등".split()
)
MEASURES = frozenset(
    "km m cm mm ha kg g t l ml km2 m2 m3 k w kw mw v hz p ha° °c ° % ‰ ℓ usd krw won".split()
)
