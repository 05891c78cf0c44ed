/**
 * What passwords are commonly made of, as is widely known and reported year after year; written down for this project. Lower
 * case, without what is tried on top of it anyway: other case, look-alikes, digits and signs around it, backwards, twice.
 */
const LINES = [
  // English, as the yearly lists of most used passwords have it.
  'password passwd passcode pass word admin administrator root user guest test login welcome letmein changeme change',
  'secret master default system server hello iloveyou love lovely monkey dragon sunshine princess football baseball',
  'basketball soccer hockey superman batman spiderman ironman computer internet michael jordan jennifer thomas charlie',
  'daniel jessica michelle ashley nicole hunter ranger buster harley killer shadow freedom whatever trustno starwars',
  'pokemon naruto cookie chocolate cheese summer winter spring autumn january february monday friday diamond silver',
  'ginger pepper tigger flower purple orange banana matrix access android windows apple samsung huawei xiaomi google',
  'facebook twitter wechat weixin alibaba taobao alipay baidu tencent ninja qazwsx zaqwsx abcdef abc asd qwe zxc qaz wsx',
  'edc demo sample temp temporary security secure private public office manager service support company business money',
  'lucky happy angel devil heaven forever family mother father baby sweet honey cutie friend jesus christ god blessed',
  // Chinese in pinyin: what is said, wished and looked up to.
  'woaini woaiwo woaiwojia woaizhongguo aini aiwo nihao nihaoma wodemima mima mimama baobei laopo laogong',
  'laoshi tongxue pengyou mama baba gege jiejie didi meimei xiaoming xiaohong zhangsan lisi wangwu zhaoliu zhangwei wangfang',
  'liwei wangwei zhanglei liuyang chenjie haoren kuaile xingfu facai gongxi pingan jiankang shunli jixiang dashun',
  'zhongguo zhonghua china chinese beijing shanghai guangzhou shenzhen gansu lanzhou jiuquan jiayuguan zhangye wuwei',
  'jinchang baiyin tianshui pingliang qingyang dingxi longnan linxia gannan xian xining yinchuan chengdu chongqing',
  'zuguo renmin dang dangyuan dangwei dangzhibu zhibu shuji gongchandang xuexi qiangguo xuexiqiangguo chuxin shiming',
  // Of this project, its users and the jobs in it.
  'xuesai contest jingsai zhishi zhishijingsai dati host operator screen zhuchiren guanliyuan canlian canji duanlian zjj',
  'jiguan shiwei xianwei shengwei shizhengfu danwei bangong bangongshi yuangong ganbu keji daxue xuexiao yiyuan gongan',
  'juzhang chuzhang kezhang zhuren mishu kuaiji',
  // Figures that are said or counted.
  '5201314 1314520 7758521 7758258 520 521 1314 1688 168 888 666 999 110 119 120 114 360 911 007 123 321 147 258 369',
  '147258369 147258 159357 159753 741852963 963852741 789456123 456789 112233 123321 123123 1234qwer qwer1234 a123456',
  'a1b2c3 a1s2d3 abc123 qq123 woaini1314 woaini520 wang123 zhang123 admin123 admin888 pass123 test123',
  // Chinese as it is written.
  '密码 我的密码 管理员 主持人 操作员 学赛 你好 您好 我爱你 中国 我爱中国 中华 祖国 人民 学习 强国 学习强国 党员 党委 党支部 支部',
  '书记 共产党 初心 使命 残联 残疾人 机关 单位 市委 省委 县委 办公室 局长 处长 主任 干部 老师 同学 朋友 爸爸 妈妈 宝贝 老婆 老公',
  '快乐 幸福 平安 健康 发财 恭喜 顺利 吉祥 万事如意 天天向上 好好学习 北京 上海 甘肃 兰州 竞赛 知识 答题',
];

export const COMMON_WORDS: readonly string[] = [...new Set(LINES.flatMap((line) => line.split(' ')))];
