import type { Region } from './region';

/** Phú Yên, since 1 July 2025 part of Đắk Lắk. */
export const phuYen: Region = {
  formerName: 'Phú Yên',
  provinceCode: '66',
  makers: [
    {
      name: 'HTX SXKD dịch vụ nông nghiệp Xuân Phước',
      kind: 'cooperative',
      communeCode: '22111',
      products: [['PY01', 'Dầu phộng Xuân Phước', 7, 3, 'chai', 1050, 110, 'Dầu ép từ hạt đậu phộng, dùng để chiên xào và trộn gỏi.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22258',
      onlyDistrict: 'Đông Hòa',
      products: [['PY02', 'Trà Diệp Hạ Châu', 12, 3, 'hộp', 150, 60, 'Trà từ cây diệp hạ châu phơi khô, pha với nước sôi như trà thường.']],
    },
    {
      name: 'Hộ SXKD nước mắm Tân Lập',
      kind: 'household-business',
      communeCode: '22076',
      products: [['PY03', 'Nước mắm Tân Lập', 9, 3, 'chai', 950, 75, 'Nước mắm ủ từ cá và muối theo lối làm ven đầm, dùng chấm và nêm.']],
    },
    {
      name: 'Hộ SXKD nước mắm nhĩ Bà Mười',
      kind: 'household-business',
      communeCode: '22076',
      products: [['PY04', 'Nước mắm nhĩ Bà Mười', 9, 3, 'chai', 950, 95, 'Nước mắm nhĩ rút từ thùng ủ, màu hổ phách, vị đậm.']],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22060',
      products: [['PY05', 'Rượu Quán Đế', 14, 3, 'chai', 950, 80, 'Rượu trắng chưng cất từ gạo. Không dùng cho người dưới 18 tuổi.']],
    },
    {
      name: 'HTX Muối Tuyết Diêm',
      kind: 'cooperative',
      communeCode: '22060',
      products: [
        ['PY06', 'Muối hạt sạch Tuyết Diêm', 10, 3, 'túi', 1020, 20, 'Muối biển phơi nắng trên ruộng, hạt to, dùng nấu ăn và muối dưa.'],
      ],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22060',
      products: [['PY07', 'Muối hầm sạch', 10, 3, 'hũ', 600, 35, 'Muối biển được hầm ở nhiệt độ cao cho khô và bớt vị chát.']],
    },
    {
      name: 'Cơ sở rong nho Phúc Khang',
      kind: 'household-business',
      communeCode: '22051',
      products: [
        ['PY08', 'Rong nho tách nước', 7, 3, 'hộp', 250, 55, 'Rong nho ngâm nước biển đã tách nước, ngâm nước lọc vài phút là nở lại.'],
      ],
    },
    {
      name: 'HTX Nông nghiệp KDDV Hòa Phong',
      kind: 'cooperative',
      communeCode: '22255',
      products: [['PY09', 'Rượu tằm Hòa Phong', 15, 3, 'chai', 900, 180, 'Rượu gạo ngâm con tằm. Không dùng cho người dưới 18 tuổi.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22250',
      products: [['PY10', 'Hạt tiêu đen Sơn Thành', 10, 3, 'hũ', 300, 85, 'Tiêu đen phơi khô nguyên hạt, xay khi dùng cho thơm.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22276',
      onlyDistrict: 'Tây Hòa',
      products: [['PY11', 'Bột hạt sen Hòa Đồng', 7, 3, 'hộp', 550, 130, 'Bột xay mịn từ hạt sen sấy, pha nước nóng hoặc nấu cháo.']],
    },
    {
      name: 'HTX Nông nghiệp KDDV An Nghiệp',
      kind: 'cooperative',
      communeCode: '22132',
      products: [['PY12', 'Gạo thơm Hoa Vàng', 3, 3, 'túi', 5050, 140, 'Gạo thơm hạt dài, cơm mềm, hợp với bữa cơm gia đình.']],
    },
    {
      name: 'Công ty TNHH Thủy sản Khánh Hà',
      kind: 'company',
      communeCode: '22114',
      onlyDistrict: 'Tuy An',
      products: [['PY13', 'Ghẹ hấp Khánh Hà', 8, 3, 'hộp', 1100, 260, 'Ghẹ biển hấp chín rồi cấp đông, hâm lại là dùng được.']],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22132',
      products: [['PY14', 'Chuối ép sấy dẻo An Xuân', 7, 3, 'gói', 320, 45, 'Chuối chín ép mỏng, sấy dẻo, ngọt tự nhiên.']],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22114',
      onlyDistrict: 'Tuy An',
      products: [['PY15', 'Măng tre khô Huyền Trân', 7, 3, 'gói', 320, 95, 'Măng tre luộc, xé và phơi khô; ngâm mềm trước khi nấu.']],
    },
    {
      name: 'HTX Nông nghiệp An Hòa Hải',
      kind: 'cooperative',
      communeCode: '22147',
      products: [
        ['PY16', 'Nước mắm truyền thống Làng Yến', 9, 3, 'chai', 950, 85, 'Nước mắm cá ủ chượp theo lối truyền thống của làng biển.'],
      ],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22153',
      onlyDistrict: 'Tuy An',
      products: [['PY17', 'Nước mắm nhỉ Mỹ Quang', 9, null, 'chai', 950, 90, 'Nước mắm nhỉ của làng biển Mỹ Quang.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22207',
      onlyDistrict: 'Sông Hinh',
      products: [
        ['PY18', 'Cam sành Sông Hinh', 1, 3, 'túi', 3100, 120, 'Cam sành vỏ dày, nhiều nước, hái theo lứa.'],
        ['PY19', 'Cam V2 Sông Hinh', 1, 3, 'túi', 3100, 130, 'Cam V2 chín muộn, ít hạt, vị ngọt.'],
        ['PY20', 'Bưởi da xanh Sông Hinh', 1, 3, 'quả', 1600, 75, 'Bưởi da xanh ruột hồng, múi ráo, vị ngọt thanh.'],
        ['PY21', 'Măng mầm lục trúc Y Na', 1, 3, 'túi', 1050, 60, 'Măng lục trúc hái khi còn trong đất, luộc hay xào đều được.'],
      ],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22207',
      products: [
        ['PY22', 'Bò một nắng Buôn Hai Riêng', 8, 3, 'gói', 520, 330, 'Thịt bò tẩm ướp, phơi một nắng; nướng lên chấm muối kiến vàng.'],
      ],
    },
    {
      name: 'Công ty TNHH TM&DV Hương Hương Phú',
      kind: 'company',
      communeCode: '22045',
      products: [['PY23', 'Cà phê Superior', 13, 4, 'gói', 520, 160, 'Cà phê rang xay, pha phin hoặc pha máy.']],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22015',
      onlyDistrict: 'Tuy Hòa',
      products: [['PY24', 'Nước rửa chén sinh học', 20, 3, 'chai', 1050, 65, 'Nước rửa chén lên men từ vỏ quả, dịu tay.']],
    },
    {
      name: 'Công ty TNHH Hồng Đài Việt',
      kind: 'company',
      communeCode: '22261',
      products: [['PY25', 'Trà Dây Thìa Canh', 12, 3, 'hộp', 160, 85, 'Trà túi lọc từ lá dây thìa canh sấy khô.']],
    },
    {
      name: 'HTX Dịch vụ nông nghiệp tổng hợp Hòa Thành',
      kind: 'cooperative',
      communeCode: '22240',
      products: [['PY26', 'Gạo chất lượng Hòa Thành', 3, 3, 'túi', 5050, 125, 'Gạo trắng hạt gọn, cơm dẻo vừa.']],
    },
    {
      name: 'Cơ sở thu mua hải sản Hạnh Huyền',
      kind: 'household-business',
      communeCode: '22261',
      products: [
        ['PY27', 'Cá bò da rim mật ong', 8, 3, 'hộp', 350, 110, 'Cá bò da tách thịt, rim với mật ong, ăn liền.'],
        ['PY28', 'Cá cơm 3 vị', 8, 3, 'hộp', 300, 75, 'Cá cơm khô rang với ba vị mặn, ngọt, cay.'],
        ['PY29', 'Hải sản ăn liền 9 vị', 8, 3, 'hộp', 400, 125, 'Hộp hải sản khô tẩm nhiều vị, ăn liền.'],
        ['PY30', 'Mực rim Hoa Vàng', 8, 3, 'hộp', 350, 165, 'Mực xé rim mềm, vị mặn ngọt.'],
        ['PY31', 'Cá mai giòn 3 vị', 8, 3, 'hộp', 300, 80, 'Cá mai chiên giòn với ba vị.'],
      ],
    },
    {
      name: 'Hộ kinh doanh hải sản Biển lò Phú Yên',
      kind: 'household-business',
      communeCode: '22261',
      products: [
        ['PY32', 'Chả ram tôm đất', 8, 3, 'gói', 520, 120, 'Ram cuốn nhân tôm đất, chiên giòn khi ăn.'],
        ['PY33', 'Mực một nắng Biển lò', 8, 3, 'gói', 550, 390, 'Mực tươi phơi một nắng, nướng than là ngon.'],
      ],
    },
    {
      name: 'Nhà hàng Phú Khang',
      kind: 'household-business',
      communeCode: '22261',
      products: [
        ['PY34', 'Mắm mực Phú Khang', 9, 3, 'hũ', 650, 140, 'Mắm làm từ mực, ăn với rau luộc và cơm nóng.'],
        ['PY35', 'Cá cơm rim Phú Khang', 8, 3, 'hũ', 350, 85, 'Cá cơm rim nước mắm, ăn liền.'],
        ['PY36', 'Nước mắm nhỉ Phú Khang', 9, 3, 'chai', 950, 100, 'Nước mắm nhỉ rút chậm, thơm và trong.'],
      ],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22291',
      products: [
        ['PY37', 'Yến hũ chưng sẵn Huy Hoàng', 8, 3, 'hộp', 700, 290, 'Yến chưng đường phèn trong hũ nhỏ, mở ra dùng ngay.'],
        ['PY38', 'Chả cá chiên Hồng Ngọc', 8, 3, 'gói', 520, 115, 'Chả cá biển chiên sẵn, ăn với bánh canh hay bánh mì.'],
      ],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22165',
      products: [['PY39', 'Bò một nắng', 8, null, 'gói', 520, 320, 'Thịt bò tẩm ướp rồi phơi một nắng.']],
    },
    {
      name: 'Công ty TNHH SXCB&TM Hà Trung',
      kind: 'company',
      communeCode: '22165',
      products: [['PY40', 'Bò một nắng ăn liền', 8, null, 'gói', 300, 210, 'Bò một nắng nướng sẵn, xé sợi, ăn liền.']],
    },
    {
      name: null,
      kind: 'household-business',
      communeCode: '22177',
      products: [['PY41', 'Mắc ca sấy', 7, null, 'hũ', 550, 190, 'Hạt mắc ca sấy nứt vỏ, kèm cây tách.']],
    },
    {
      name: 'Công ty CP dược thảo Thiên Phú',
      kind: 'company',
      communeCode: '22165',
      products: [['PY42', 'Cao Đông trùng hạ thảo tỏi đen', 18, null, 'hũ', 300, 450, 'Cao cô từ đông trùng hạ thảo nuôi cấy và tỏi đen.']],
    },
    {
      name: 'HTX NN kinh doanh tổng hợp Đồng Din',
      kind: 'cooperative',
      communeCode: '22319',
      products: [
        ['PY43', 'Khóm sấy Đồng Din', 7, null, 'gói', 320, 70, 'Khóm (dứa) sấy lát, chua ngọt.'],
        ['PY44', 'Rượu khóm Đồng Din', 15, null, 'chai', 900, 150, 'Rượu lên men từ khóm. Không dùng cho người dưới 18 tuổi.'],
        ['PY45', 'Giấm khóm Đồng Din', 9, null, 'chai', 600, 40, 'Giấm lên men từ khóm, dùng trộn gỏi.'],
      ],
    },
  ],
};
