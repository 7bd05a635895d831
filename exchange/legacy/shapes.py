"""The five kinds of tables, their columns, and the many headers these have.

Headers are compared by `headers.plain`: without blanks, brackets, signs and case.
"""

from dataclasses import dataclass, replace

# A place of this value: the column's text is the header above each place of the shape's
# `spread` column, so that one row of the file makes one row for each of these places.
OF_HEADER = -1


@dataclass(frozen=True)
class Column:
    """A column by the header our own exports write, and by those other people write.

    `before` and `also` name the column, best first; `maybe` does where its cells bear it out;
    `like` is a pattern for headers nobody listed. What the cells then hold is said by `reads`
    (a key of `samples.READERS`).

    A cell left blank in a `filled_down` column is that of the row above, as long as the row
    names no new `block`, none of the `unless` columns and, if there are some, one of `only_with`.
    """

    name: str
    also: tuple = ()
    needed: bool = False
    is_date: bool = False
    is_name: bool = False
    filled_down: bool = False
    block: str = ""
    # The column without a header to the right of this one (a header merged over two columns).
    next_is: str = ""
    before: tuple = ()
    maybe: tuple = ()
    like: str = ""
    reads: str = ""
    unless: tuple = ()
    only_with: tuple = ()
    # A number whose unit may stand in the header: 인구(천명).
    has_unit: bool = False
    # The needed column that this one is where that is not found and may have this header, too.
    alone: str = ""


@dataclass(frozen=True)
class Shape:
    """A kind of table: its name as a clerk says it, its columns, and the one that can spread."""

    name: str
    columns: tuple
    spread: str

    @property
    def names(self):
        return [column.name for column in self.columns]

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


def words(text):
    """Headers separated by commas; their order is their rank."""
    return tuple(word.strip() for word in text.split(","))


HOME = Column(
    "우리 도시",
    words(
        "우리시, 우리 시·군·구, 소속 도시, 우리 자치단체, 자치단체, 자치단체명, 지자체, 지자체명, "
        "국내도시, 국내도시명, 국내 자치단체, 한국도시, 제공기관명, home, home city, 自治体名, 中方城市"
    ),
    is_name=True,
)
SIGNED = words(
    "결연일, 결연일자, 체결일, 체결일자, 체결년월일, 체결연월일, 결연년월일, 결연연월일, "
    "자매결연 체결일, 자매결연일, 자매결연일자, 자매결연 체결일자, 자매결연 년월일, 우호협력 체결일, "
    "우호결연일, 우호협정일, 협정일, 협정일자, 협정 체결일, 협정 체결일자, 협약일, 협약일자, "
    "협약 체결일, 체결연도, 결연연도, 결연년도, 체결년도, 체결 시기, 결연 시기, 결연 날짜, 결연년월, "
    "조인일, 조인일자, 수교일, 교류 시작일, 교류 개시일, 교류일, 결연, 체결, 협정, "
    "AGREE_DATE, AGREEMENT_DATE, agrem_de, sister_date, date, date signed, signed, "
    "date of agreement, date established, sisterhood date, sisterhood, established, since, year, "
    "affiliation date, date of affiliation, signed on, signed an agreement, agreement signed, signing, "
    "提携年月日, 提携日, 締結日, 締結年月日, 提携年, 調印日, 調印年月日, 盟約日, 盟約締結日, "
    "签约日期, 签约时间, 签字日期, 结好日期, 结好时间, 结好签字时间, 结好年份, 缔结时间, 缔结日期, "
    "簽約日期, 簽約時間, 簽署日期, 結好日期, 結好時間, 締結日期, 締約日期, 締盟日期, 締結時間"
)
SIGNED_LIKE = (
    r"(?:결연|체결|협정|협약|제휴|조인|우호협력|교류시작).*(?:일|일자|일시|날짜|시기|연도|년도|월일|년월)$|"
    r"(?:提携|締結|締盟|結好|调印|調印|签约|簽約|签字|結盟|结好|缔结).*(?:日|日期|时间|時間|年|年月)$|"
    r"(?:sign|agree|establish|sister|affiliat|twinn|eablish).*(?:date|year|on)$|"
    r"^(?:date|year).*(?:sign|agree|establish|sister|affiliat|twinn|eablish)"
)
DATED = words(
    "일시, 일자, 날짜, 연월일, 년월일, 연월, 년월, 연도, 년도, 교류일자, 교류일, 교류기간, 교류시기, "
    "교류일시, 교류연도, 시기, 행사일, 행사일자, 행사일시, 행사기간, 행사시기, 방문일, 방문일자, "
    "방문기간, 방문시기, 추진일자, 추진기간, 추진시기, 추진일시, 추진연도, 개최일, 개최일자, "
    "개최시기, 사업기간, 진행일자, 실시일, 실시일자, 월일, 년, 연, period, date, dates, year, when, "
    "年月日, 日付, 期間, 日時, 時期, 実施日, 実施期間, 年度, 年月, 日期, 时间, 時間, 活动时间, "
    "活動時間, 交流时间, 交流時間, 交流日期, 期间, 年份"
)
ORDER = Column("순서", ("position",), reads="count")
COUNTRIES = words(
    "국명, 국가, 국가명, 나라, 나라명, 국적, 상대국, 상대국가, 교류국가, 교류국, 대상국, 대상국가, "
    "결연국가, 소속국가, 국가구분, country, country name, nation, NATIONNAME, NATION_NAME, "
    "nation_nm, natn_nm, country_nm, partner city country, partner country, "
    "国名, 国, 国家, 国别, 国・地域, 国地域, 国地域名, 相手国, 国家名称, 所属国家, 所在国, 国家地区, "
    "國名, 國家, 國別, 國家地區, 國家名稱, 所屬國家"
)
CITIES = words(
    "도시, 도시명, 교류도시명, 자매도시, 자매도시명, 자매결연도시, 자매결연 도시명, 결연도시, "
    "결연도시명, 우호도시, 우호도시명, 우호협력도시, 우호교류도시, 상대도시, 상대도시명, 외국도시, "
    "외국도시명, 해외도시, 해외도시명, 자매우호도시, 자매·우호도시명, 협약도시, 체결도시, 대상도시, "
    "상대 자치단체, 상대지역, 교류지역, 결연지역, 결연지, 결연 자치단체, 자매결연 자치단체, "
    "자매결연기관, 자매결연 체결 기관명, 자매결연기관명, 결연기관, 결연기관명, 체결기관, 결연단체, "
    "교류 자치단체, 교류단체, 교류처, 결연처, 도시명(한글), 국문 도시명, "
    "city, city name, CITYNAME, CITY_NAME, city_nm, partner, partner city, sister city, "
    "sister cities, friendship city, twin town, municipality, 都市名, 都市, 自治体, 姉妹都市, "
    "姉妹都市名, 友好都市, 友好都市名, 姉妹友好都市, 相手都市, 相手都市名, 提携都市, 提携都市名, "
    "提携先, 提携自治体, 市名, 城市, 城市名称, 友好城市, 友城, 友城名称, 外方城市, 结好城市, "
    "姐妹城市, 姊妹城市, 姊妹市, 城市名稱, 締盟城市, 日方城市"
)
REGIONS = words(
    "지역, 시도, 시·도, 시도명, 광역, 광역단체, 주, 성, 도, 주·성·현, 주(성), 성·주, "
    "주·도, 지역명, 광역자치단체, 상급단체, region, state, province, prefecture, USState, "
    "州, 省, 州・省, 省州, 州省, 地域, 都道府県, 所在省州"
)
MEASURE = {"has_unit": True, "reads": "number"}

PARTNER_LIST = Shape(
    "교류도시 목록",
    (
        replace(HOME, maybe=words("기관명, 시군구, 시군구명"), alone="교류도시"),
        Column("국명", COUNTRIES, needed=True, is_name=True, reads="country", filled_down=True,
               like=r"국가명?$|^country|country$"),
        Column("광역·주·성", REGIONS, is_name=True, reads="city", filled_down=True,
               unless=("교류도시",)),
        Column("교류도시", CITIES, needed=True, is_name=True, reads="city", filled_down=True,
               maybe=words("기관명, 단체명, 명칭, 이름, 구분, 시군구, 시군구명, name, 名称, 名稱, 名前"),
               unless=("국명", "광역·주·성"),
               like=r"^(?!우리|소속).*(?:도시|도시명|자치단체명?|지자체명?)$|"
                    r"(?:都市|都市名|城市)$|cit(?:y|ies)(?:$|[/,]|state|name|town)"),
        Column("영문 이름", words("영문명, 영문, 영문 도시명, 도시 영문명, 도시명(영문), 영문 명칭, "
                              "영어명, 영문표기, name_en, english name, city (english), city_en, "
                              "英語名, 英語表記, 英文名, 英文名称, 英文名稱, 英文")),
        Column("현지 이름", words("현지명, 현지어, 현지어명, 원어명, 원어, 원어 표기, 도시명(원어), "
                              "도시명(현지어), 한자명, 한자, name_local, local name, native name, "
                              "現地名, 現地語, 現地表記, 原語, 原名")),
        Column(
            "교류내용",
            words("종류, 유형, 교류구분, 결연구분, 협정구분, 협약구분, 교류형태, 결연형태, 결연내용, "
                  "교류유형, 결연유형, 체결구분, 체결내용, 체결형태, 협정형태, 협정종류, 관계, 결연관계, "
                  "교류관계, 자매우호구분, 자매·우호, 도시구분, 결연종류, kind, type, relationship, "
                  "relation, agreement type, 区分, 種別, 種類, 提携区分, 提携種別, 提携内容, 形態, 関係, "
                  "类别, 类型, 关系, 性质, 類別, 類型, 關係, 性質"),
            needed=True,
            reads="kind",
            maybe=words("구분, 분류, 비고, 내용, 형태, 분야, category, classification, status"),
        ),
        Column("협정 이름", words("협정명, 협약명, 협정, 협정서명, 협약서명, 체결명, 협정서, 협약서, title, "
                              "agreement, agreement title, 協定名, 协议名称, 協議名稱")),
        Column("교류일자", SIGNED, needed=True, is_date=True, reads="date", like=SIGNED_LIKE,
               maybe=words("일자, 날짜, 일시, 연도, 년도, 시기, 기간, 연월일, 년월일, 년월, 교류기간, 교류시기, "
                           "年月日, 日付, 日期, 时间, 時間, 年份")),
        Column("체결일 설명"),
        Column("체결 장소", words("장소, 체결장소, 결연장소, 조인장소, 서명장소, 체결지, place, 締結場所, "
                              "調印場所, 签约地点, 簽約地點, 地点, 地點")),
        Column("효력", ("status",)),
        Column("단계", ("stage",)),
        Column("면적", words("도시면적, 면적현황, 도시의 면적, area, land area, area_km2, 面積, 总面积, 面积, "
                         "總面積"), **MEASURE),
        Column("인구", words("인구수, 인구 수, 인구현황, 도시인구, 도시 인구 수, 총인구, 총인구수, population, "
                         "人口, 人口数, 人口數, 总人口, 總人口"), **MEASURE),
        Column("데이터기준일자", words("데이터 기준일, 데이터기준일시, 기준일, 기준일자, 자료기준일, "
                                "인구 기준 연도, 인구 기준일, 기준연도, 기준년도, "
                                "data_std_de, reference date, データ基準日, 基準日"), is_date=True),
        Column("비고", words("참고, 참고사항, 기타, 특이사항, 메모, 주요 교류내용, 주요교류내용, 교류분야, "
                         "주요교류, 주요사업, 교류현황, 주요 교류실적, 교류실적, 추진실적, 특성, 특징, "
                         "도시특성, 도시특징, 도시 특징, 주요특징, 주요특성, 할인혜택, 자매도시별 할인혜택, "
                         "우대사항, remarks, remark, note, notes, comment, features, "
                         "備考, 摘要, 特徴, 特色, 备注, 備註, 说明, 說明"),
               maybe=words("교류내용, 내용, 주요내용, 交流内容, 内容, 內容")),
        Column("누리집", words("홈페이지, 홈페이지주소, 홈페이지 URL, 웹사이트, 사이트, 누리집 주소, url, "
                          "homepage, website, web site, site, link, hmpg, ホームページ, ウェブサイト, "
                          "网站, 网址, 網站, 網址, 官網, 官网")),
    ),
    spread="교류일자",
)  # fmt: skip

TIMELINE = Shape(
    "교류 내역",
    (
        HOME,
        Column("교류도시", CITIES, is_name=True, reads="city", maybe=("지역",),
               like=r"(?:도시|도시명)$|(?:都市|都市名|城市)$|city$"),
        Column("기간", DATED, needed=True, is_date=True, reads="date",
               maybe=words("구분, 년월일시, 区分, " + ", ".join(SIGNED)),
               like=r"(?:일자|일시|기간|날짜|시기|연도|년도|연월일|년월일)$|(?:日付|年月日|日期|时间|時間)$|"
                    r"(?:date|period|year)$"),
        Column(
            "교류내용",
            words("내용, 주요내용, 주요 교류내용, 교류내역, 교류 내용, 추진내용, 추진사항, 추진내역, 추진실적, "
                  "교류사항, 교류실적, 주요 교류실적, 주요실적, 실적, 활동내용, 활동내역, 주요활동, 활동, "
                  "교류활동, 교류현황, 교류사업, 주요사업, 행사내용, 방문내용, 방문목적, 목적, 세부내용, "
                  "주요 교류, 주요일정, 추진경과, 경과, 현황, 교류추진, title, content, contents, "
                  "description, event, events, activity, activities, details of exchange, "
                  "交流内容, 内容, 主な内容, 事業名, 行事名, 交流事業, 事業内容, 活動内容, 出来事, 事項, "
                  "主要内容, 活动内容, 活动, 活动名称, 交流活动, 內容, 主要內容, 交流內容, 活動, 活動名稱"),
            needed=True,
            reads="text",
            before=words("행사명, 사업명, 교류명, 교류사업명, 프로그램명, 제목, 건명"),
            maybe=words("details, detail, 상세내용, 상세, 詳細, 비고, 備考, 备注, 備註, 구분, 사업, 행사"),
            like=r"(?:내용|내역|실적|사항)$|(?:内容|內容)$",
        ),
        Column("자세한 내용",
               words("세부내용, 상세내용, 세부 교류내용, 상세, 세부사항, details, 詳細, 详细内容, 詳細內容"),
               maybe=words("교류내용, 내용, 주요내용, 추진내용, 활동내용, 행사내용, 교류실적, 성과, 결과, "
                           "비고, 참고, 参加者, 参加人員, 방문단, 참가자, 참석자, 主要内容, 内容, 內容, 備考, "
                           "备注, 備註, remarks, note, notes"), alone="교류내용"),
        Column("분야", words("교류분야, 사업분야, 협력분야, field, category, 分野, 領域, 领域")),
        Column("방향", words("direction, 방문구분, 교류방향, 교류형태, 교류방법, 교류방식, 방문/초청, 파견/초청, "
                         "초청/방문, 방향구분"),
               reads="direction", maybe=words("구분, 유형, 형태, 종류, 교류구분, 교류유형, 교류내용")),
        Column("장소", words("교류장소, 행사장소, 개최장소, 개최지, 방문지, 방문장소, 방문도시, place, venue, "
                         "location, 場所, 会場, 開催地, 地点, 地點")),
        Column("인원(명)", words("인원, 인원수, 참가인원, 방문인원, 참여인원, 참석인원, 파견인원, 초청인원, "
                             "교류인원, 총인원, 규모, headcount, people, participants, number of people, "
                             "人数, 参加人数, 人員, 人數, 參加人數"), reads="count"),
        ORDER,
    ),
    spread="교류내용",
)  # fmt: skip

FACTS = Shape(
    "도시 현황",
    (
        Column("도시", ("도시명", *CITIES), is_name=True, reads="city", filled_down=True),
        Column("구분", words("항목, 항목명, 분류, 분야, 지표, 내역, label, item, 項目, 区分, 项目, 類別, 项目名称"),
               needed=True, next_is="세부 구분", reads="label", filled_down=True,
               only_with=("세부 구분",)),
        Column("세부 구분", words("세부항목, 세부, 소구분, 소분류, 세부 내역, 細目")),
        Column("내용", words("현황, 일반현황, 주요내용, 세부내용, 상세내용, 값, 비고, text, value, content, "
                         "description, 内容, 概要, 內容, 情况, 情況, 数值"), needed=True, reads="text"),
        Column("주제", ("topic",)),
        ORDER,
    ),
    spread="내용",
)  # fmt: skip

CIVIC = Shape(
    "민간교류",
    (
        HOME,
        Column("교류도시", ("partner", "교류도시명", "상대도시"), is_name=True),
        Column(
            "우리 기관",
            words("관내학교명, 관내학교, 관내기관, 관내기관명, 관내단체, 관내단체명, 국내학교, 국내학교명, "
                  "국내기관, 국내기관명, 국내단체, 국내단체명, 우리학교, 우리 학교명, 우리 단체, 본교, "
                  "기관명, 단체명, 기관·단체명, 기관(단체)명, 결연주체, 교류주체, 민간단체, 민간단체명, "
                  "home organisation, home school, 団体名, 学校名, 学校名称"),
            needed=True,
            is_name=True,
            filled_down=True,
            reads="organisation",
            maybe=words("학교명, 학교, 단체, 기관, 대학명, 대학교명, 대학, 대학교, 협회명, 기업명"),
            like=r"^(?:관내|국내|우리|市内|区内).*(?:학교|대학|기관|단체|협회|학교명|기관명|단체명|学校|団体)",
        ),
        Column("국가", COUNTRIES, needed=True, is_name=True, reads="country", filled_down=True,
               block="우리 기관", like=r"국가명?$|^country|country$"),
        Column(
            "해외 기관",
            words("학교명, 해외자매학교, 해외학교명, 해외학교, 자매학교, 자매학교명, 자매결연학교, "
                  "자매결연 학교명, 결연학교, 결연학교명, 상대학교, 상대학교명, 상대기관, 상대기관명, "
                  "상대단체, 상대단체명, 교류기관, 교류기관명, 교류학교, 교류학교명, 교류단체, 교류단체명, "
                  "해외기관명, 해외기관, 해외단체, 해외단체명, 외국학교, 외국학교명, 외국기관, 외국단체, "
                  "결연단체, 결연단체명, 결연기관, 결연기관명, 협약기관, 협약기관명, 자매결연단체, agrem_engn, "
                  "partner organisation, partner school, sister school, 相手校, 相手団体, 姉妹校, "
                  "姉妹校名, 提携先, 提携校, 姐妹学校, 姊妹校, 姊妹學校"),
            maybe=words("school, schools, university, college, organisation, organization, institution"),
            needed=True,
            is_name=True,
            reads="organisation",
            like=r"^(?:해외|외국|상대|자매|결연|협약|海外|相手).*(?:학교|대학|기관|단체|협회|학교명|기관명|단체명|校|団体)",
        ),
        Column("구분", words("category, 기관구분, 단체구분, 학교급, 유형")),
        Column("체결일", ("교류일자", *SIGNED), needed=True, is_date=True, reads="date",
               like=SIGNED_LIKE, maybe=words("일자, 날짜, 일시, 연도, 시기, 기간, 年月日, 日期, 교류기간")),
        Column("교류내용", words("내용, 주요내용, 주요 교류내용, 협약내용, 협약 내용, 결연내용, 교류사항, "
                             "교류실적, 교류현황, content, agrem_cn, 交流内容, 内容, 內容"),
               like=r"내용$|内容$|(?:program|programme|activit|project)(?:s|es|ies)?$"),
        Column("분야", words("교류분야, 협력분야, field, 分野")),
        Column("비고", words("참고, 기타, remarks, note, 備考, 备注, 備註")),
        ORDER,
    ),
    spread="해외 기관",
)  # fmt: skip

INDICATORS = Shape(
    "지표",
    (
        HOME,
        Column("지표 묶음", words("묶음, 지표묶음, 기본시책, 정책목표, group")),
        Column("지표", words("지표명, 지표 이름, 성과지표, 성과지표명, indicator"), needed=True,
               is_name=True),
        Column("단위", words("지표 단위, unit")),
        Column("값의 종류", words("값 종류, 값 구분, kind"), needed=True, maybe=("구분",)),
        Column("값의 연도", words("값 연도, 연도, 년도, 기준연도, 측정연도, year"), needed=True),
        Column("지표 값", words("지표값, 값, 수치, value"), needed=True),
        Column("지표 설명", words("설명, 비고, note")),
    ),
    spread="지표 값",
)  # fmt: skip

SHAPES = (PARTNER_LIST, TIMELINE, FACTS, CIVIC, INDICATORS)
