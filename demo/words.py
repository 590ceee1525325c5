"""Name parts with their pinyin; names are invented by combining them."""


def _pinyin_of(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


BRAND_FIRST = _pinyin_of(
    "恒:heng 华:hua 盛:sheng 鑫:xin 瑞:rui 德:de 信:xin 宏:hong 泰:tai 嘉:jia "
    "永:yong 明:ming 联:lian 康:kang 正:zheng 博:bo 凯:kai 晟:sheng 启:qi 铭:ming "
    "锐:rui 天:tian 东:dong 金:jin 新:xin 远:yuan 海:hai 和:he 安:an 亿:yi "
    "佳:jia 飞:fei 精:jing 维:wei 优:you 格:ge 奥:ao 振:zhen 兆:zhao 卓:zhuo"
)
BRAND_SECOND = _pinyin_of(
    "达:da 通:tong 腾:teng 源:yuan 发:fa 利:li 隆:long 祥:xiang 诚:cheng 昌:chang "
    "辉:hui 峰:feng 力:li 杰:jie 特:te 尔:er 林:lin 莱:lai 美:mei 宇:yu 阳:yang "
    "创:chuang 赛:sai 图:tu 丰:feng 泽:ze 润:run 邦:bang 成:cheng 航:hang 毅:yi "
    "尚:shang 捷:jie 顿:dun 克:ke 能:neng 仕:shi 越:yue"
)
SURNAMES = _pinyin_of(
    "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou "
    "徐:xu 孙:sun 马:ma 朱:zhu 胡:hu 郭:guo 何:he 林:lin 高:gao 罗:luo 郑:zheng "
    "梁:liang 谢:xie 宋:song 唐:tang 许:xu 邓:deng 韩:han 冯:feng 曹:cao 彭:peng "
    "曾:zeng 肖:xiao 田:tian 董:dong 潘:pan 袁:yuan 蔡:cai 蒋:jiang 余:yu 于:yu "
    "杜:du 叶:ye 程:cheng 魏:wei 苏:su 吕:lv 丁:ding 沈:shen 姚:yao 卢:lu 顾:gu"
)
GIVEN = _pinyin_of(
    "伟:wei 芳:fang 娜:na 敏:min 静:jing 丽:li 强:qiang 磊:lei 军:jun 洋:yang "
    "勇:yong 艳:yan 杰:jie 娟:juan 涛:tao 明:ming 超:chao 霞:xia 平:ping 刚:gang "
    "文:wen 国:guo 志:zhi 建:jian 海:hai 红:hong 玉:yu 晓:xiao 春:chun 梅:mei "
    "佳:jia 浩:hao 宇:yu 欣:xin 怡:yi 雪:xue 峰:feng 斌:bin 波:bo 辉:hui "
    "婷:ting 颖:ying 琳:lin 俊:jun 凯:kai 鹏:peng 旭:xu 倩:qian 蓉:rong 慧:hui"
)
TRADES = {
    "electronics": ("电子", "光电", "电子科技", "精密电子"),
    "motors": ("电机", "机电", "电气"),
    "appliances": ("电器", "家用电器"),
    "machinery": ("机械", "精密机械", "自动化设备"),
    "hardware": ("五金", "五金制品", "紧固件"),
    "tools": ("工具", "刀具"),
    "transport_equipment": ("汽车零部件", "车业", "轨道交通设备"),
    "chemicals": ("化工", "新材料", "涂料"),
    "pharmaceuticals": ("制药", "生物医药"),
    "food": ("食品", "农产品加工"),
    "beverages": ("饮料", "茶饮"),
    "apparel": ("服饰", "服装"),
    "home_textiles": ("家纺", "纺织品"),
    "bakery": ("烘焙食品", "饼业"),
    "boutique": ("精品", "饰品"),
    "3c_chain": ("数码连锁", "通讯连锁"),
    "furniture_chain": ("家居连锁", "家具连锁"),
    "department_store": ("百货", "商业广场"),
}
