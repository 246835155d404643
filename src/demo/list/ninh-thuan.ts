import type { Region } from './region';

/** Ninh Thuận, since 1 July 2025 part of Khánh Hòa. */
export const ninhThuan: Region = {
  formerName: 'Ninh Thuận',
  provinceCode: '56',
  makers: [
    {
      name: 'HTX Dịch vụ tổng hợp Tuấn Tú',
      kind: 'cooperative',
      communeCode: '22888',
      products: [['NT01', 'Trà măng tây', 12, 3, 'hộp', 160, 80, 'Trà túi lọc từ măng tây xanh sấy khô.']],
    },
    {
      name: 'HTX Phước Vinh 59',
      kind: 'cooperative',
      communeCode: '22873',
      products: [
        ['NT02', 'Táo sấy dẻo Phước Vinh 59', 7, 3, 'gói', 320, 65, 'Táo xanh xứ nắng tách hạt, sấy dẻo.'],
        ['NT03', 'Táo tươi Phước Vinh 59', 1, 3, 'túi', 2100, 70, 'Táo xanh giòn, trồng trong nhà lưới.'],
        ['NT04', 'Măng tây tươi Phước Vinh 59', 1, 3, 'túi', 1050, 110, 'Măng tây xanh cắt buổi sáng, bó thành nắm.'],
      ],
    },
    {
      name: 'Cơ sở sản xuất rượu mật nho 39',
      kind: 'household-business',
      communeCode: '22870',
      products: [
        ['NT05', 'Mật nho 39', 17, 3, 'chai', 800, 95, 'Mật nho cô đặc, pha nước lạnh uống giải khát.'],
        ['NT06', 'Vang nho 39', 15, 3, 'chai', 1300, 160, 'Vang lên men từ nho. Không dùng cho người dưới 18 tuổi.'],
      ],
    },
    {
      name: 'Công ty TNHH SX-TM-DV Ba Mọi',
      kind: 'company',
      communeCode: '22870',
      products: [
        ['NT07', 'Nho Ba Mọi', 1, 4, 'hộp', 2100, 180, 'Nho tươi cắt chùm, hái khi chín trên giàn.'],
        ['NT08', 'Nho sấy Ba Mọi', 7, 3, 'hộp', 320, 85, 'Nho sấy nguyên quả, không thêm đường.'],
        ['NT09', 'Siro nho Phan Rang', 17, 3, 'chai', 850, 75, 'Siro từ nước cốt nho, pha với nước đá.'],
        ['NT10', 'Rượu vang Phan Rang', 15, 3, 'chai', 1300, 190, 'Vang nho xứ nắng gió. Không dùng cho người dưới 18 tuổi.'],
        ['NT11', 'Rượu Brandy Ba Mọi', 15, 3, 'chai', 1250, 280, 'Rượu chưng cất từ vang nho. Không dùng cho người dưới 18 tuổi.'],
      ],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22846',
      products: [['NT12', 'Hành tím Nhơn Hải', 1, 3, 'túi', 1050, 60, 'Hành tím củ chắc, trồng trên đất cát ven biển.']],
    },
    {
      name: null,
      kind: 'other',
      communeCode: '22852',
      products: [['NT13', 'Muối hạt Phương Hải', 10, 3, 'túi', 1020, 18, 'Muối biển kết tinh trên ruộng, hạt trắng, khô.']],
    },
    {
      name: null,
      kind: 'company',
      communeCode: null,
      products: [['NT14', 'Nước mắm CaNa', 9, null, 'chai', 950, 90, 'Nước mắm cá cơm của vùng biển Cà Ná.']],
    },
    {
      name: 'Triệu Tín',
      kind: 'other',
      communeCode: null,
      products: [
        ['NT15', 'Thịt dê, thịt cừu Triệu Tín', 2, null, 'gói', 1050, 320, 'Thịt dê và thịt cừu pha lóc, hút chân không, giao lạnh.'],
      ],
    },
    {
      name: null,
      kind: 'other',
      communeCode: null,
      products: [['NT16', 'Mứt rong sụn Cô 5', 7, null, 'hộp', 420, 70, 'Mứt dẻo từ rong sụn biển.']],
    },
    {
      name: 'Thái Thuận',
      kind: 'other',
      communeCode: null,
      products: [['NT17', 'Táo sấy Thái Thuận', 7, null, 'gói', 320, 60, 'Táo xanh sấy, ăn vặt hay pha trà.']],
    },
  ],
};
