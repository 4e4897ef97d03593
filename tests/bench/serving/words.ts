/** Words of what people write under such articles. */
export const WORDS =
  `bà con bản xã huyện tỉnh nhà nước đường cầu trường lớp trạm thuốc điện ruộng nương lúa ngô sắn mía cà phê nhãn xoài mận
  trâu bò lợn gà vịt cá giống phân bón vay vốn lãi suất ngân hàng hỗ trợ tiền mái tôn gỗ xi măng sắt gạch công thợ họ hàng
  giúp nhau tháng năm ngày trước sau mưa lũ sạt lở hạn rét đông hè cháu con em anh chị ông già trẻ học nghề may hàn xe máy
  chợ bán mua giá cao thấp thương lái đi làm xa gần thành phố về quê nghèo cận thoát danh sách họp bình xét công khai minh bạch
  số liệu báo cáo đúng sai thiếu đủ xem lại cho biết mong đề nghị cảm ơn kính gửi cán bộ trưởng phó ban mặt trận phụ nữ thanh niên
  cựu chiến binh nông dân hội đoàn kết giữ rừng suối mó bể chứa lọc sạch vệ sinh chuồng trại rào đá kè mương thủy lợi tưới tiêu
  máy cày bừa gặt tuốt phơi sấy kho bao tải sàn cột kèo cửa sổ bếp giếng khoan ống dẫn cột mốc ranh giới sổ đỏ đất vườn ao`.split(
    /\s+/u,
  )
