"""What the words of a pasted page are: headers, labels, sections, places, furniture of the page."""

import re
import unicodedata
from functools import lru_cache

from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.legacy.headers import NUMBERING, plain
from exchange.legacy.places import FOREIGN_REGION, SAME_REGION
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, TIMELINE

# What a facts table tells of a city, without the words before it (연평균, 주요, 총 …).
FACT_WORDS = frozenset(
    """
    위치 소재지 지리적위치 면적 인구 인구수 인구밀도 세대수 기후 기온 평균기온 강우량 강수량 습도
    한글 영문 한자 산업 산업구조 특산물 특산품 농산물 생산품 교통 교육 교육기관 학교 문화 문화재 문화시설 문화유산
    문화관광 문화행사 관광 관광지 관광명소 관광자원 명소 축제 행사 행정구역 행정조직 행정기구 행정
    재정 재정규모 예산 예산규모 시장 시장명 단체장 군수 구청장 대표자 의장 의회 시의회 의원 공무원
    공무원수 홈페이지 누리집 웹사이트 언어 공용어 사용언어 화폐 통화 종교 민족 역사 연혁 특성 특징
    지역특성 도시특성 도시특징 지역특징 사업체 기업 기업체 상징 상징물 시화 시목 시조 시차 항공편
    경제 경제현황 정부 시정부 자원 지리 지형 지세 자연환경 국가 국명 국가명 도시명 영문명 한자명
    주소 청사 결연일 결연일시 체결일시 결연도시명 결연도시 결연일자 결연년월일 체결일 체결일자 체결년월일 협정일 체결장소 결연장소
    교류분야 결연배경 결연동기 결연목적 결연경위 인접도시 우편번호 gdp grdp 국내총생산 지역총생산
    총생산 수출 수입 무역 관광객 대학 대학교 병원 공항 항만 도로 철도 표고 해발 고도 위도 경도 구성
    체결내용 결연내용 주요기업 볼거리 먹거리 고용 노동력 승격 시승격 설립 별칭
    population area location climate industry industries mayor website homepage language languages
    economy history government founded elevation density currency timezone geography transportation
    education culture tourism climate/weather 人口 面積 位置 気候 産業 特産 特産品 特産物 市長 言語
    公用語 通貨 交通 教育 文化 観光 歴史 所在地 市の花 市の木 市の鳥 提携年月日 締結年月日 提携日 締結日
    調印日 調印場所 世帯数 特徴 概要 気温 降水量 地域特性 産業構造 人口密度 姉妹都市提携日 友好都市提携日
    面积 气候 产业 语言 货币 历史 市树 市花
    """.split()
)
BEFORE_LABEL = (
    "연평균|연간|월평균|평균|주요|주력|자매결연|우호결연|우호협력|우호교류|자매|우호|협력|결연|국제|"
    "총|1인당|최고|최저|도시|지역|행정|시청|공식|대표|문화|관광|시|군|구|主要|主な|平均|年間|総|"
    "姉妹都市|友好都市|total|main|major|official|average|annual"
)
LABEL = re.compile(
    rf"[가-힣]{{1,8}}의날|(?:{BEFORE_LABEL})*(?:{'|'.join(sorted(map(re.escape, FACT_WORDS), key=len, reverse=True))})"
    r"(?:명칭|현황|규모|주소|수|명)?(?:\([^()]{1,12}\)|\[[^\[\]]{1,12}\])?"
)
LATIN_LABEL = re.compile(
    r"(?=.*(?:population|area|location|climate|industr|mayor|web ?site|homepage|language|currency|"
    r"characteristic|feature|economy|government|elevation|density|history|date|country|city|name|"
    r"address|established|establishment|ties|since|founded|signed|time zone|products?|specialt))"
    r"(?:(?:population|area|size|location|climate|weather|industry|industries|mayor|web ?site|homepage|official|"
    r"languages?|currency|characteristics?|features?|economy|government|elevation|density|history|date|"
    r"country|city|name|address|established|establishment|founded|signed|signing|agreement|affiliation|"
    r"sisterhood|sister|relationship|partnership|twinning|ties|place|since|of|the|and|main|major|regional|local|total|"
    r"annual|average|time zone|speciali?t(?:y|ies)|products?|url)[\s/&,()]*)+",
    re.IGNORECASE,
)
# What a group of rows is called, and which labels can stand in it.
GROUPS = (
    (re.compile(r"도시명|명칭"), re.compile(r"한글|영문|한자")),
    (
        re.compile(r"기후|기상|날씨|気候|climate|weather"),
        re.compile(r"기온|온도|강우|강수|습도|일조|강설|적설|気温|降水|temperature|rain"),
    ),
    (
        re.compile(r"특성|특징|여건|현황|특색|特性|特徴"),
        re.compile(
            r"산업|교통|교육|문화|관광|경제|역사|특산|사업체|기업|자원|종교|언어|축제|행사|명소|"
            r"産業|交通|教育|文化|観光|経済|歴史"
        ),
    ),
)

# Headings of prose that belongs to a partnership, and headings of dated lines.
PROSE = re.compile(
    r"(?:교류|결연|체결|추진|자매결연|향후|주요|사업|기대|국제교류|우호|도시)*"
    r"(?:배경|성과|목적|동기|계기|계획|중단사유|사유|효과|필요성|방향)"
)
DATED_SECTION = re.compile(
    r"교류|연혁|경위|실적|내역|추진|방문|결연|활동|협력|역사|사업|일지|연표|경과|"
    r"交流|沿革|年表|経緯|あゆみ|歩み|往来|history|timeline|exchange|activit|visit|event|highlight",
    re.IGNORECASE,
)

KIND = re.compile(
    r"자매|우호|친선|결연|교류|협력|협약|협정|姉妹|友好|交流|sister|friend|twin|partner", re.I
)
KIND_ONLY = re.compile(
    r"(?:국내|국외|해외|국제|자매|우호|친선|결연|교류|협력|협약|협정|체결|도시|관계|지역|mou|의향서|업무|"
    r"姉妹|友好|都市|提携|交流|협의|sister|friendship|city|cities|town|twin|[·/()])+",
    re.IGNORECASE,
)

PLACE_END = re.compile(
    r"(?:시|군|구|현|카운티|市|区|區|町|村|郡|県|府|州|省|县|縣)$"  # surely a place
)
PLACE_END_ABROAD = re.compile(r"(?:도|주|성|읍|면|정|촌|자치주|아이막|섬|道|都)$")  # with a country
NO_PLACE = frozenset(
    """
    인구 일시 지도 연도 년도 도시 교류도시 자매도시 우호도시 협력도시 결연도시 자매결연도시 우호협력도시
    우호교류도시 국제도시 주요도시 상대도시 외국도시 해외도시 국내도시 국외도시 신도시 대도시 소도시
    중소도시 양도시 인접도시 전시 제도 정도 한도 온도 습도 속도 각도 밀도 친구 연구 기구 요구 도구 입구
    출구 항구 지구 구 시 군 수시 표시 명시 실시 개시 즉시 동시 당시 일시적 게시 공시 고시 과시 제시 도시군
    행정구 추구 촉구 복구 가구 야구 농구 축구 배구 탁구 당구 용구 문구 창구 선구 참가자군 직군 제품군
    표현 실현 재현 구현 출현 발현 姉妹都市 友好都市 都市 人口 地区 年度 市区 市町村 関係都市 提携都市
    """.split()
)
# 安城市 is a place.
CITIES_ABROAD = re.compile("(?:友好|姐妹|姊妹|姉妹|国际|國際|国際)(?:城市|都市)$")

# Furniture of the page: words of which nothing but furniture is made, and phrases.
FURNITURE = re.compile(
    r"(?:본문|주?메뉴|내용|하위|상위|전체|통합|모바일|서브|으로|바로\s?가기|건너뛰기|사이트\s?맵|로그인|로그아웃|회원가입|"
    r"검색|검색어|입력|닫기|열기|펼치기|접기|프린트|인쇄|하기|공유|공유하기|스크랩|url|주소|복사|링크|페이스북|트위터|"
    r"카카오톡?|카카오스토리|네이버|블로그|밴드|인스타그램|유튜브|채널|sns|facebook|twitter|instagram|youtube|kakao\w*|"
    r"맨|위로?|상단|하단|이동|top|up|목록|목록으로|이전|다음|이전글|다음글|글|글자|크기|크게|작게|확대|축소|기본|home|홈|처음|"
    r"korean|language|english|한국어|中文|日本語|skip|to|the|main|content|menu|navigation|search|print|share|email|"
    r"back|close|open|cookies?|accept|sitemap|subscribe|newsletter|quick|links|follow|contact|us|개인정보|처리방침|"
    r"이용약관|저작권|정책|안내|누리집|새창|새\s창|다운로드|다운받기|내려받기|뷰어|첨부파일|클린뷰|댓글|구독|기사|신고|제보|더보기|"
    r"만족도|조사|매우|만족|보통|불만족|평가하기|의견|등록|확인|찾아오시는|길|끝|페이지|화면|영역|시작|종료|퀵|배너|"
    r"ページ|トップ|サイトマップ|印刷|する|本文へ|へ|の|先頭|戻る|メニュー|検索|お問い?合わ?せ|ホーム|"
    r"[\s·|/,>:+\-–—_=*.\[\]()\d])+",
    re.IGNORECASE,
)
FURNITURE_PHRASE = re.compile(
    r"만족하(?:십니까|시나요|셨)|의견을 (?:남겨|수렴)|copyright|all rights reserved|무단\s?전재|재배포|"
    r"새\s?창(?:으로)? ?열림|(?:시|군|구|도|市)\s?(?:로고|심볼)$|\S+\s\S*(?:로고|지도|사진|이미지|전경)$|"
    r"役に立ちましたか|was this (?:page|information) helpful|최상단|로그인이 필요|자바스크립트|javascript",
    re.IGNORECASE,
)
# Who keeps the page, and when it was changed: no record of an exchange.
FOOTER = re.compile(
    r"(?:콘텐츠|컨텐츠|자료|페이지|정보)?\s?(?:관리|담당|작성|소관|제공)\s?(?:부서|자|과|팀|기관)|"
    r"부서(?:명)?\s*[:：]|(?:문의|문의처|전화|전화번호|연락처|팩스|tel|fax|e-?mail|이메일)(?![가-힣])|"
    r"(?:최종|최근|마지막)?\s?(?:수정|업데이트|갱신|등록|작성|게시)\s?(?:일|날짜|일자|일시)|"
    r"조회(?:수)?|데이터\s?기준일|last\s(?:updated|modified|reviewed)|updated|更新日|公開日|担当|電話|"
    r"ページ番号|page id|공공누리|출처|[上下]一[篇条]|(?:이전|다음)\s?글\s*[:：]|(?:前|次)の記事",
    re.IGNORECASE,
)
PRIVATE_FOOTER = re.compile(r"담당자|작성자|등록자|성명|担当者")

# A sentence that tells a screen reader what the table below has.
CAPTION = re.compile(
    r"정보\s?(?:입니다|제공|를\s?제공|를\s?나타)|(?:안내|나타내는?|나타낸|보여주는|구성된|제공하는)\s?표|"
    r"표\s?(?:입니다|로서|이며)|(?:으로|로)\s?구(?:분|성)(?:된|한|되|하여|$)|(?:으로|로)\s?이루어진|"
    r"를\s?(?:제공|안내)(?:하는|합니다)|표\s?[-:]"
)

HEADER_WORDS = {}
for _shape in (FACTS, CIVIC, TIMELINE, PARTNER_LIST):
    for _column in _shape.columns:
        for _name in (_column.name, *_column.also):
            HEADER_WORDS.setdefault(plain(_name), set()).add((_shape.name, _column.name))
MORE_HEADERS = frozenset(
    """
    비고 참고 인원 장소 사업명 행사명 방문자 방문단 대표 대표단 방문국 방문도시 방문목적 주요인사
    교류분야 세부내용 관련부서 담당부서 부서 대륙 지역 시도 시군구 결연기관 우리측 상대측 참석자 참가자
    교류방법 교류형태 備考 内容 国 国名 都市名 提携年月日 締結年月日 年月日 年 期間 区分 交流内容 提携日
    主な交流内容 都市 出来事 できごと 時期 日時 remarks notes note year type since event details
    description established signed relationship state province continent 体结日 国家 城市 时间 日期 备注
    """.split()
)

PICTURE = re.compile(r"국기|사진|이미지|로고|휘장|심볼|flag|photo|image|logo|写真|国旗")
HEADER_LIKE = re.compile(
    r"(?:자매|우호|친선|결연|협력|교류|상대|국내|해외|국외|체결|협정|제휴|조인|서명|승인|협약|개최|방문|추진|행사|·|및)+"
    r"(?:도시명?|시|일|일자|날짜|년월일|연월일|일시|기간|년도|연도|내용|형태|구분|장소|분야|현황|실적|기관명?|단체명?)"
)
_LATIN_CORE = (
    r"(?:date|year|since|nation|country|city|cities|town|state|province|prefecture|region|district|"
    r"partner|category|type|relationship|population|area|characteristics|features|remarks?|notes?|"
    r"contents?|details?|events?|description|activity|activities|exchanges?|programs?|purpose|period|"
    r"school|name|no\.?|item|location|participants?|affiliation|agreement|established|signed)"
)
LATIN_HEADER = re.compile(
    rf"(?:(?:signing|establishment|affiliation|agreement|sister|twin|joint|main|major|exchange|"
    rf"(?:city|school|country)(?=\s+name))\s+)?"
    rf"{_LATIN_CORE}(?:\s*[/&]\s*{_LATIN_CORE})?(?:\s+of(?:\s+(?:the\s+)?[a-z]+)?)?",
    re.IGNORECASE,
)


def folded(text):
    """Text without blanks, width and case, to compare words."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(8192)
def is_header_word(text):
    """Whether these words are the header of a column."""
    word = plain(text)
    if not word or re.search(r"\d", word):
        return False
    if (
        PICTURE.fullmatch(word)
        or HEADER_LIKE.fullmatch(word)
        or (text.isascii() and LATIN_HEADER.fullmatch(text.strip()))
    ):
        return True
    return any(
        one in HEADER_WORDS or one in MORE_HEADERS or one in NUMBERING or one in FACT_WORDS
        for one in (word, re.sub(r"^(?:주요|세부|상세|결연|체결)", "", word))
    )


@lru_cache(8192)
def is_country(text):
    """Whether the word names a country; two and three letters (`in`, `no`) are no such names."""
    word = re.sub(r"^the\s|\s?\([^()]*\)$", "", text.strip(" ,.·:-")).strip("()[]")
    if (
        not word
        or word == "국내"
        or (word.isascii() and len(word) <= 3 and word not in {"USA", "UK", "UAE", "US"})
    ):
        return False
    try:
        return bool(country_code(word))
    except LegacyError:
        return False


@lru_cache(8192)
def is_place_word(word, abroad=False):
    """Whether one word names a place: 강원도, 인제군, 플러튼시(자매); `abroad` after a country."""
    word = re.sub(r"[(\[（].*$", "", word).strip(" ,.·:-")
    if word in SAME_REGION:
        return True
    if word in NO_PLACE or len(word) < 2 or re.search(r"[\d:~]", word):
        return False
    if LABEL.fullmatch(word) or word.endswith(("일시", "년도", "연도", "도시")):
        return False
    if CITIES_ABROAD.search(word):
        return False
    if len(word) == 2 and not re.fullmatch(r"[동서남북중]구|\w[市区町村]", word):
        return False
    return bool(PLACE_END.search(word) or (abroad and PLACE_END_ABROAD.search(word)))


@lru_cache(8192)
def place_of(text):
    """(place, words behind it) at the front of a heading; ("", text) where there is no place.

    `플러튼시 추진배경/성과` is 플러튼시 and 추진배경/성과; `미국 라스베가스` is a place because a
    country stands in front; `Toledo, Spain` because one stands behind.
    """
    text = text.strip()
    western = re.fullmatch(r"(\D{2,40}?),\s*([A-Z][\w .'-]+)", text)
    if western and is_country(text.rpartition(",")[2]):
        return text, ""
    words = text.split()
    first = 0
    while first < len(words) - 1 and KIND_ONLY.fullmatch(words[first].strip(":-")):
        first += 1
    at = first
    abroad = False
    for length in (2, 1):
        if at + length <= len(words) and is_country(" ".join(words[at : at + length])):
            at, abroad = at + length, True
            break
    named = at
    while at < len(words) and at - named < 4 and is_place_word(words[at], abroad):
        at += 1
    if at == named and at + 1 < len(words) and FOREIGN_REGION.match(words[at]):
        # A province without its country: 산동성 일조시.
        at += 2 if is_place_word(words[at + 1]) else 0
    if abroad and at == named and at < len(words) and _is_name(words[at]):
        at += 1
        if at + 1 == len(words) and is_place_word(words[at], abroad):
            at += 1  # 몽골 돈드고비 아이막
    if at == named and not abroad:
        return "", text
    if at < len(words) and re.fullmatch(r"[(\[（].*[)\]）]", " ".join(words[at:])):
        at = len(words)
    return " ".join(words[first:at]), " ".join(words[at:])


def _is_name(word):
    return bool(re.fullmatch(r"[^\W\d_]{2,}(?:\(.*\))?", word)) and not (
        is_header_word(word) or LABEL.fullmatch(folded(word)) or KIND.search(word)
        or DATED_SECTION.search(word)
    )  # fmt: skip


def is_place(text):
    """Whether the whole text is the name of a place, with nothing but brackets behind it."""
    place, rest = place_of(text)
    return bool(place) and not rest


@lru_cache(8192)
def label_at_front(text):
    """(label, rest) where a line begins with a known label of a fact, else ("", text).

    `연평균 강우량 (mm) 381mm` is 연평균 강우량 (mm) and 381mm. Labels joined by 및, · or / are one.
    """
    words = text.split()
    best = 0
    for length in range(1, min(len(words), 8) + 1):
        if is_label(" ".join(words[:length])) and words[length - 1] not in ("of", "the", "and"):
            best = length
    label = " ".join(words[:best])
    return (label, " ".join(words[best:])) if best else ("", text)


@lru_cache(8192)
def is_label(text):
    """Whether the whole text is a known label of a fact; one that ends in 및 goes on."""
    if text.isascii():
        return bool(LATIN_LABEL.fullmatch(text.strip()))
    parts = re.split(r"[·/,&]|(?<=[가-힣])및", re.sub(r"(?<=[가-힣])및$", "", folded(text)))
    return all(part and LABEL.fullmatch(part) for part in parts)


def group_members(label):
    """The pattern of the labels that can stand in a group of this name, None for no group."""
    for name, members in GROUPS:
        if name.search(label):
            return members
    return None


def prose_labels(text):
    """The labels of a heading of prose: `추진배경/성과` has two; [] where it is no such heading."""
    text = re.sub(r"\s*\([^()]*\)$", "", text.strip(" :[]【】<>"))
    parts = [part.strip() for part in re.split(r"\s*[/·,]\s*|\s+및\s+", text)]
    if len(parts) == 1 and not PROSE.fullmatch(folded(parts[0])):
        parts = text.split()
    return parts if all(part and PROSE.fullmatch(folded(part)) for part in parts) else []


def places_in(text):
    """The names of places in a sentence, without what is glued behind them."""
    found = re.findall(
        r"[가-힣]{1,12}?(?:특별자치시|특별시|광역시|시|군|구)(?=\(|\s|$|정보|의|교류|자매|우호|일반|현황)",
        text,
    )
    return [word for word in found if is_place_word(word)]
