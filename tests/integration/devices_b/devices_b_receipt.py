"""A receipt with every kind of block, in the words of a real one; all data invented."""

from domain.documents.document import Barcode, Document, Emphasis, Pair, Paragraph, QrCode, Rule, Table, Title

QR_PAYLOAD = "OW1:01890a5d-ac96-774b-bcce-b302099a8057:MFRGGZDFMZTWQ2LKNNWG23TPOA"
BARCODE_PAYLOAD = "330281-20250618-0427"

RECEIPT = Document(
    "receipt",
    (
        Title("收件凭证"),
        Paragraph("宁波市政务服务自助终端 · 余姚市行政服务中心"),
        Rule(),
        Emphasis("已保存，尚未送达"),
        Pair("临时编号", "3302812025061804270016"),
        Pair("事项名称", "医疗费用手工（零星）报销"),
        Pair("申请人", "张*"),
        Pair("证件号码", "330203**********13"),
        Pair("交件时间", "2025-06-18 14:05:33"),
        Pair("受理部门", "宁波市海曙区医疗保障局（收件地点：余姚市行政服务中心二楼综合窗口）"),
        Rule(),
        Table(
            (("材料名称", 60), ("必要性", 22), ("页数", 18)),
            (
                ("医疗机构收费票据", "必要", "3"),
                ("费用明细清单（加盖医疗机构印章）", "必要", "2"),
                ("门诊病历或出院小结", "容缺", "1"),
            ),
        ),
        Rule(),
        QrCode(QR_PAYLOAD, "扫码查询进度，请妥善保管"),
        Barcode(BARCODE_PAYLOAD),
        Paragraph("本凭证仅表示材料已收到，不代表已经受理。受理决定将在5个工作日内作出，可凭本凭证在任一终端查询。"),
        Paragraph("咨询电话：0574-12345"),
    ),
)
