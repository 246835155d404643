import type { Region } from './region';

/** Hà Giang, since 1 July 2025 part of Tuyên Quang. */
export const haGiang: Region = {
  formerName: 'Hà Giang',
  provinceCode: '08',
  makers: [
    {
      name: null,
      kind: 'other',
      communeCode: '00769',
      products: [
        ['HG01', 'Mật ong bạc hà Mèo Vạc', 4, 4, 'chai', 750, 350, 'Mật ong từ hoa bạc hà dại trên cao nguyên đá, màu vàng chanh.'],
      ],
    },
    {
      name: 'HTX Chế biến chè Phìn Hồ',
      kind: 'cooperative',
      communeCode: '01090',
      products: [
        ['HG02', 'Trà xanh Fìn Hò Trà hộp 100 g', 11, 5, 'hộp', 160, 180, 'Trà xanh từ chè Shan tuyết cổ thụ vùng cao.'],
        ['HG03', 'Hồng trà Fìn Hò Trà hộp 100 g', 11, 5, 'hộp', 160, 195, 'Hồng trà lên men từ chè Shan tuyết, nước đỏ nâu.'],
      ],
    },
    {
      name: 'HTX Nhật Minh',
      kind: 'cooperative',
      communeCode: '01171',
      products: [['HG04', 'Trà lá hoa đu đủ Thuận Mai', 12, 3, 'hộp', 200, 90, 'Trà từ lá và hoa đu đủ sấy khô, vị hơi đắng.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '01171',
      products: [
        ['HG05', 'Cây đào cảnh Mỹ Tân', 24, 3, 'cây', 8000, 900, 'Đào cảnh trồng chậu, uốn thế.'],
        ['HG06', 'Rượu Tửu Vương', 14, 3, 'chai', 950, 90, 'Rượu trắng nấu men lá. Không dùng cho người dưới 18 tuổi.'],
      ],
    },
    {
      name: null,
      kind: 'household',
      communeCode: '01255',
      products: [['HG07', 'Thịt mắm Xuân Giang', 8, null, 'hũ', 800, 150, 'Thịt lợn ủ mắm theo lối của đồng bào vùng thấp.']],
    },
    {
      name: 'HTX Mật ong dược liệu Thanh Vân',
      kind: 'cooperative',
      communeCode: '00889',
      products: [['HG08', 'Mật ong hoa xuyến chi', 4, null, 'chai', 750, 200, 'Mật ong mùa hoa xuyến chi.']],
    },
    {
      name: 'HTX rượu Thanh Vân',
      kind: 'cooperative',
      communeCode: '00889',
      products: [['HG09', 'Rượu ngô Thanh Vân', 14, null, 'chai', 950, 85, 'Rượu ngô men lá. Không dùng cho người dưới 18 tuổi.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '00763',
      products: [['HG10', 'Chè Lũng Phìn', 11, null, 'gói', 220, 120, 'Chè Shan tuyết của vùng Lũng Phìn.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: null,
      products: [['HG11', 'Gạo tẻ Già Dui', 3, null, 'túi', 5050, 190, 'Gạo tẻ hạt tròn của ruộng bậc thang.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: null,
      products: [
        ['HG12', 'Hồng không hạt Quản Bạ', 1, null, 'hộp', 2100, 110, 'Hồng giòn không hạt, ngâm nước trước khi ăn.'],
        ['HG13', 'Vải lanh dệt tay', 22, null, 'tấm', 900, 480, 'Vải lanh se sợi, dệt và nhuộm bằng tay.'],
      ],
    },
  ],
};
