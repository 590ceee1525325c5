"""Key information of a project: six groups, learned stage by stage, never all of it."""

import datetime as dt
import random

from demo.model import Project, Row

MOTIVES = (
    "库存不准，月结太慢",
    "客户要求追溯批号",
    "准备上市，财务要规范",
    "新厂投产，原系统撑不住",
    "接单快、交期乱，需要排产",
    "总部要求统一系统",
    "人工做账，数据各说各话",
    "渠道窜货，门店库存看不见",
)
PROBLEMS = (
    "交期达成率低于 80%",
    "呆滞料超过两成",
    "成本算不到产品",
    "采购与仓库账实不符",
    "料号重复, BOM 版本混乱",
    "应收账款追不清",
    "报表要等十天",
    "委外加工无法跟踪",
)
SCOPES = (
    "一个工厂",
    "两厂一仓",
    "总部及三个分公司",
    "全集团，简繁双语",
    "先财务后生产",
    "总部与 40 家门店",
)
MODULES = (
    "进销存; 财务",
    "进销存; 生产; 财务",
    "BOM; MRP; 车间; 成本",
    "全模块加二次开发",
    "采购; 库存; 应收应付",
    "签核流程; 表单",
)
BUDGET_SCOPES = (
    "软件与服务",
    "软件、服务、硬件",
    "仅软件",
    "软件、服务、数据库、网络",
    "含服务器与网络改造",
)
INITIATORS = ("总经理", "财务经理", "信息主管", "生产副总", "董事长特助", "资材经理")
DECISION_MAKERS = (
    "总经理一人",
    "董事长与财务总监",
    "总经理办公会",
    "总经理，听财务经理意见",
    "集团信息部",
)
PROCESSES = (
    "五人小组评分后报总经理",
    "三家比价，老板拍板",
    "先试用一个模块",
    "集团核准",
    "参观样板客户后定",
)
CRITERIA = (
    "同行业案例",
    "价格与服务各半",
    "功能符合度",
    "顾问经验",
    "本地服务能力",
)
OUTSIDERS = ("无", "母公司信息部复核", "外聘顾问参与评选", "会计师事务所建议")
COMPETITORS = (
    "两家本地软件商",
    "一家国际大厂",
    "一家全国品牌、一家本地",
    "自行开发小组",
    "原供应商升级",
)
LEADERS = (
    "我方领先，靠案例",
    "国际大厂，品牌强",
    "本地商，价格低三成",
    "旗鼓相当",
    "原供应商，熟悉现状",
)
WEAKNESSES = ("无本地服务", "价格高", "无同行业案例", "顾问不足", "功能浅，难扩充")
REASONS = (
    "同行业客户多",
    "顾问驻厂",
    "成本模块强",
    '总经理参观后说 "就要这样的"',
    "两岸服务",
    "产品线完整",
)
EVALUATION = (
    "功能符合度第一，价格其次",
    "价格最重",
    "服务与案例并重",
    "上线时间最重",
    "顾问能力最重",
)
NOTED = 0.78
SKETCHILY_NOTED = 0.35
TIGHT = 0.1  # budgets and schedules that contradict what the project needs
AFTER = {
    "exchange": ("requirement", "schedule"),
    "demo": ("budget", "decision"),
    "quotation": ("competition",),
    "objections": ("evaluation",),
}


def learn(project: Project, rng: random.Random) -> None:
    """Add what the rep learns, and writes down, on entering the present stage."""
    chance = NOTED if project.is_diligently_noted else SKETCHILY_NOTED
    for group in AFTER.get(project.stage, ()):
        for name, value in GROUPS[group](project, rng).items():
            if rng.random() < chance:
                project.notes[name] = value


def _requirement(project: Project, rng: random.Random) -> Row:
    return {
        "requirement_motive": rng.choice(MOTIVES),
        "requirement_problems": rng.choice(PROBLEMS),
        "requirement_scope": rng.choice(SCOPES),
        "requirement_modules": rng.choice(MODULES),
    }


def _schedule(project: Project, rng: random.Random) -> Row:
    def after(day: dt.date, low: int, high: int) -> dt.date:
        return day + dt.timedelta(days=rng.randint(low, high))

    contract_on = after(project.ends_on, -20, 15)
    decision_on = after(contract_on, -30, -7)
    selection_ends_on = after(decision_on, -20, -3)
    if rng.random() < TIGHT:
        selection_ends_on = after(decision_on, 5, 30)
    starts_on = after(contract_on, 10, 45)
    is_rushed = rng.random() < TIGHT
    goes_live_on = after(starts_on, 20, 40) if is_rushed else after(starts_on, 110, 270)
    return {
        "selection_starts_on": after(project.opened_on, 10, 60),
        "selection_ends_on": selection_ends_on,
        "vendor_decision_on": decision_on,
        "contract_on": contract_on,
        "implementation_starts_on": starts_on,
        "goes_live_on": goes_live_on,
    }


def _budget(project: Project, rng: random.Random) -> Row:
    is_tight = rng.random() < TIGHT
    share = rng.uniform(0.35, 0.6) if is_tight else rng.uniform(0.85, 1.25)
    return {
        "is_budgeted": rng.random() < 0.6,
        "budget_amount": int(round(project.amount * share, -4)) or 10_000,
        "budget_scope": rng.choice(BUDGET_SCOPES),
    }


def _decision(project: Project, rng: random.Random) -> Row:
    is_domestic = project.prospect.company.ownership == "domestic"
    outsiders = "无" if is_domestic and rng.random() < 0.7 else rng.choice(OUTSIDERS)
    return {
        "decision_initiator": rng.choice(INITIATORS),
        "decision_makers": rng.choice(DECISION_MAKERS),
        "decision_process": rng.choice(PROCESSES),
        "decision_criteria": rng.choice(CRITERIA),
        "decision_outsiders": outsiders,
    }


def _competition(project: Project, rng: random.Random) -> Row:
    return {
        "competitors": rng.choice(COMPETITORS),
        "leading_competitor": rng.choice(LEADERS),
        "laggard_weaknesses": rng.choice(WEAKNESSES),
        "why_us": rng.choice(REASONS),
    }


def _evaluation(project: Project, rng: random.Random) -> Row:
    return {"evaluation_items": rng.choice(EVALUATION)}


GROUPS = {
    "requirement": _requirement,
    "schedule": _schedule,
    "budget": _budget,
    "decision": _decision,
    "competition": _competition,
    "evaluation": _evaluation,
}
