/**
 * What the published packages say in words, by the Vietnamese: names of packages, notes, reasons, and those of the
 * issuers that are no names of their own. Titles of documents stay as they were printed.
 */
export const DATA_TEXTS: Readonly<Record<string, string>> = {
  // Names of packages, and what is in them.
  'Kết quả giảm nghèo và địa bàn khó khăn': 'Results of poverty reduction, and areas in difficulty',
  'Tỷ lệ hộ nghèo, hộ cận nghèo, mức giảm qua các năm và địa bàn đặc biệt khó khăn của tỉnh Sơn La, dẫn lại từ báo chí và trang của tỉnh. Nơi các nguồn ghi khác nhau, trang đăng một số kèm lý do và để các số còn lại bên cạnh.':
    'Poverty and near-poor rates, their fall over the years and the specially difficult areas of Sơn La province, as given by the press and by the province’s sites. Where sources differ, this site publishes one figure with the reason and shows the others beside it.',
  'Kết quả hỗ trợ nhà ở': 'Results of housing support',
  'Số nhà đã hỗ trợ, số hộ cần hỗ trợ và các địa phương đã hoàn thành, dẫn lại từ báo chí và trang của tỉnh. Các nguồn đếm theo những chương trình, kỳ và đơn vị khác nhau (nhà hoặc hộ), vì thế không cộng các dòng lại.':
    'Houses supported, households in need of support and places that have finished, as given by the press and by the province’s sites. The sources count by different programmes, periods and units (houses or households), so the rows are not added up.',
  'Kết quả việc làm, đào tạo nghề và hạ tầng': 'Results in jobs, vocational training and infrastructure',
  'Việc làm, đào tạo nghề, lao động đi làm việc ở nước ngoài và công trình hạ tầng, dẫn lại từ báo chí. Chỉ tiêu của những năm sau được đánh dấu riêng, không phải kết quả.':
    'Jobs, vocational training, workers abroad and infrastructure works, as given by the press. Targets for later years are marked as such; they are not results.',
  'Kinh phí': 'Funding',
  'Kinh phí của các chương trình giảm nghèo, hỗ trợ nhà ở, Chương trình 1719 và vốn vay chính sách tại Sơn La, dẫn lại từ nghị quyết, trang của tỉnh và báo chí. Đây là những chương trình khác nhau và những kỳ có thể trùng nhau, vì thế không cộng các dòng lại. Số tiền tính bằng đồng.':
    'Funding of poverty reduction programmes, housing support, Programme 1719 and policy loans in Sơn La, as given by resolutions, the province’s sites and the press. These are different programmes, and periods that may overlap, so the rows are not added up. Amounts are in dong.',
  'Số liệu minh hoạ: kinh phí theo dự án': 'Sample data: funding by project',
  'Số liệu do chương trình tạo ra để xem thử bảng kinh phí bảy dự án theo nguồn tiền và loại vốn, ba năm 2022, 2023, 2024, và theo cấp huyện cũ năm 2023. Không phải số liệu chính thức, không dùng để trích dẫn và không cộng với số liệu thật.':
    'Figures made by a program to try out the funding table of the seven projects by source of money and type of funding, for 2022, 2023 and 2024, and by former district for 2023. They are not official, are not to be cited and are not added to real figures.',
  'Số liệu minh hoạ: tỷ lệ hộ nghèo và nhà ở theo cấp huyện cũ':
    'Sample data: poverty rate and housing by former district',
  'Số liệu do chương trình tạo ra để xem thử bảng, biểu đồ và sơ đồ của 12 đơn vị cấp huyện cũ. Không phải số liệu chính thức, không dùng để trích dẫn và không cộng với số liệu thật.':
    'Figures made by a program to try out the tables, charts and diagrams of the 12 former districts. They are not official, are not to be cited and are not added to real figures.',

  // Issuers.
  'Trang này': 'This site',
  'báo của tỉnh Sơn La (chưa xác định tên báo)': 'a newspaper of Sơn La province (name not established)',
  'Báo Sơn La (trang danh mục, bản demo)': 'Báo Sơn La (list of articles, demo version)',
  'Báo Sơn La (audio, bản demo)': 'Báo Sơn La (audio, demo version)',
  'Báo Sơn La (bản tiếng Anh)': 'Báo Sơn La (in English)',
  'Báo Sơn La (qua Vietnam.vn, bản dịch)': 'Báo Sơn La (through Vietnam.vn, translated)',
  'Báo Sơn La (qua Vietnam.vn, bản dịch tiếng Ukraina)':
    'Báo Sơn La (through Vietnam.vn, translated into Ukrainian)',
  'TTXVN – VietnamPlus (tiếng Pháp)': 'Vietnam News Agency – VietnamPlus (in French)',
  'TTXVN – VietnamPlus (tiếng Tây Ban Nha)': 'Vietnam News Agency – VietnamPlus (in Spanish)',
  'Dân tộc và Miền núi (TTXVN)': 'Dân tộc và Miền núi (Vietnam News Agency)',
  'Vietnam.vn (bản dịch)': 'Vietnam.vn (translated)',
  'Vietnam.vn (bản dịch tiếng Nga)': 'Vietnam.vn (translated into Russian)',
  'Vietnam.vn (bản dịch tiếng Indonesia)': 'Vietnam.vn (translated into Indonesian)',
  'Trang thông tin đối ngoại tỉnh Sơn La (bản tiếng Anh)':
    'External information site of Sơn La province (in English)',
  'Cổng thông tin điện tử tỉnh Sơn La (tiếng Anh)': 'Web portal of Sơn La province (in English)',
  'HĐND tỉnh Sơn La (bản chép trên hethongphapluat.com)':
    'People’s Council of Sơn La province (as copied by hethongphapluat.com)',
  'tracuuquyhoach.com (đăng lại, không ghi báo gốc)':
    'tracuuquyhoach.com (reprint, original newspaper not named)',
  'yousportnews.co (đăng lại, chưa xác minh báo gốc)':
    'yousportnews.co (reprint, original newspaper not verified)',

  // Places in a document.
  'Điều 1': 'Article 1',

  // Notes and reasons: rates.
  'Nguồn nói về Chương trình 1719; đọc qua bản dịch máy.':
    'The source speaks of Programme 1719; read in machine translation.',
  'Nguồn ghi khoảng 10,89 %. Dân trí ghi con số này cho thời điểm hết tháng 6/2025.':
    'The source says about 10.89%. Dân trí gives this figure for the end of June 2025.',
  'Nguồn ghi mốc cuối năm 2024; bản dịch máy, không rõ báo gốc.':
    'The source says the end of 2024; machine translation, original newspaper unknown.',
  'Nguồn ghi tỷ lệ theo chuẩn đa chiều, không nói có gồm hộ cận nghèo hay không.':
    'The source gives the rate by the multidimensional standard and does not say whether near-poor households are included.',
  'Cũng là số dự kiến.': 'Also a forecast.',
  'Theo chuẩn nghèo của giai đoạn trước; không so với các năm từ 2021.':
    'By the poverty line of the period before; not comparable with the years from 2021.',
  'Tỷ lệ theo chuẩn đa chiều. Số này khớp với mức giảm 3,66 điểm phần trăm của năm 2023.':
    'Multidimensional poverty rate. The figure agrees with the fall of 3.66 percentage points in 2023.',
  'Đọc được trong bản tiếng Việt của báo và khớp với số năm trước: từ 17,83 % giảm 3,66 điểm phần trăm còn 14,17 %. Số kia đọc qua bản dịch máy.':
    'It can be read in the newspaper’s Vietnamese edition and agrees with the figure of the year before: a fall of 3.66 percentage points from 17.83% makes 14.17%. The other figure was read in machine translation.',
  'Nguồn nêu rõ mốc cuối năm và đưa số này trong cùng một bài với số năm 2021. Số 10,89 % được các nguồn gắn với hai mốc thời gian; số 19,23 % có thể theo cách tính khác, điều này chưa được xác nhận.':
    'The source names the end of the year and gives this figure in the same article as that of 2021. Sources give 10.89% for two different times; 19.23% may follow another method, which has not been confirmed.',
  'Số giữa năm, không phải số cuối năm. Cổng thông tin điện tử tỉnh ghi khoảng 10,89 % cho năm 2024.':
    'A mid-year figure, not one for the end of the year. The province’s web portal says about 10.89% for 2024.',
  'Số dự kiến, chưa phải kết quả rà soát.': 'A forecast, not yet a result of the review.',
  'Hai bài của cùng một báo đưa cùng con số; trang theo bài nêu con số mà không kèm chữ “khoảng”.':
    'Two articles of the same newspaper give the same figure; this site follows the one that gives it without “about”.',
  'Nguồn ghi tiếp tỷ lệ giảm còn 25,93 % nhưng không in năm.':
    'The source adds that the rate fell to 25.93% but does not print the year.',
  'Thời gian theo lúc đăng bài; bài không nói đây là kết quả rà soát của năm nào.':
    'Dated by the publication of the article, which does not say which year’s review this is.',
  'Theo chuẩn nghèo của giai đoạn trước; không so với các năm từ 2021. Thời gian theo ngày đăng bài.':
    'By the poverty line of the period before; not comparable with the years from 2021. Dated by the publication of the article.',
  'Thời gian theo ngày đăng bài.': 'Dated by the publication of the article.',
  'Thời gian theo bản tiếng Pháp cùng nội dung; bài không nói đây là kết quả rà soát của năm nào.':
    'Dated by the French version with the same content; the article does not say which year’s review this is.',
  'Nguồn in “giảm 3,66%”, hiểu là điểm phần trăm.':
    'The source prints “a fall of 3.66%”, understood as percentage points.',
  'Nguồn này lấy tỷ lệ cuối năm 2024 là 10,89 %, khác số 11,11 % trang đang đăng.':
    'This source takes the rate at the end of 2024 to be 10.89%, unlike the 11.11% published here.',
  'Danh sách khi đó có 74 huyện nghèo của cả nước.':
    'The list then had 74 poor districts in the whole country.',
  'Nguồn gọi là xã khu vực III.': 'The source calls them communes of area III.',
  'Trong 118 bản thuộc vùng dân tộc thiểu số và miền núi. Thời gian theo ngày đăng bài.':
    'Out of 118 villages in ethnic minority and mountainous areas. Dated by the publication of the article.',

  // Housing.
  'Số làm tròn; bài đăng lại, không ghi báo gốc.':
    'A rounded figure; a reprint that does not name the original newspaper.',
  'Bài tính từ năm 2020 đến ngày đăng, 19/10/2025.':
    'The article counts from 2020 to the day it was published, 19 October 2025.',
  'Đề án huy động nguồn lực hỗ trợ hộ nghèo khó khăn về nhà ở giai đoạn 2021–2025.':
    'Scheme to mobilise resources for poor households in housing difficulty, 2021–2025.',
  'Nhà tạm, nhà dột nát đã xoá.': 'Temporary and dilapidated houses replaced.',
  'Nguồn là trang của tỉnh và ghi số đến từng căn; nguồn kia là bài đăng lại, ghi số làm tròn.':
    'The source is a site of the province and counts every house; the other is a reprint with a rounded figure.',
  'Nguồn đếm theo hộ và ghi đạt 100 % kế hoạch. Đợt này xong trong tháng 5/2025, chưa gồm nhu cầu phát sinh sau ngày 15/05/2025.':
    'The source counts households and says that 100% of the plan was reached. This round ended in May 2025 and does not include needs that arose after 15 May 2025.',
  'Nguồn đếm theo hộ. Nguồn ghi còn 550 căn phải xong trước ngày 19/5.':
    'The source counts households. It says that 550 houses remained to be finished before 19 May.',
  'Gồm cả xây mới và sửa chữa.': 'Both newly built and repaired.',
  'Nguồn ghi số đến từng căn; bài kia ghi số làm tròn, hai số không trái nhau.':
    'The source counts every house; the other article rounds, and the two figures do not contradict each other.',
  'Nguồn đếm theo hộ. Chỉ tính nhu cầu phát sinh sau ngày 15/05/2025, tại 35 xã, phường.':
    'The source counts households. Only needs that arose after 15 May 2025, in 35 communes and wards.',
  'Chỉ tiêu cho các căn phát sinh sau ngày 15/05/2025, không phải kết quả.':
    'A target for the houses whose need arose after 15 May 2025, not a result.',
  'Nhà làm mới trong năm.': 'Houses newly built in the year.',
  'Đạt 167 trên 167 căn.': '167 out of 167 houses.',
  'Số nhà đã xong trong 71 hộ cần hỗ trợ năm 2025.':
    'Houses finished among those of the 71 households in need of support in 2025.',
  'Gồm nhiều chương trình, đề án; nguồn không nêu năm bắt đầu tính.':
    'Several programmes and schemes; the source does not say from which year it counts.',
  'Hộ nghèo; nguồn không nêu năm bắt đầu tính.':
    'Poor households; the source does not say from which year it counts.',
  'Nằm trong 3.058 nhà của năm 2025.': 'Part of the 3,058 houses of 2025.',
  'Nguồn không nêu tên dự án.': 'The source does not name the project.',
  'So với Kế hoạch số 01-KH/BCĐ. TTXVN ghi tổng số cần hỗ trợ là 2.887 hộ nhưng không in năm; hai nguồn không cùng mốc kế hoạch.':
    'Compared with Plan 01-KH/BCĐ. The Vietnam News Agency gives 2,887 households in need but does not print the year; the two sources do not go by the same plan.',
  'Thời hạn được giao là ngày 31/10/2025.': 'The deadline set was 31 October 2025.',
  'Do mưa lũ năm 2025, trước khi rà soát. Bài ngày 03/03/2026 của cùng báo ghi 1.838 hộ.':
    'Because of the floods of 2025, before the review. An article of the same newspaper of 3 March 2026 gives 1,838 households.',
  'Nhu cầu phát sinh sau ngày 15/05/2025.': 'Needs that arose after 15 May 2025.',
  'Nằm trong 1.838 hộ.': 'Part of the 1,838 households.',
  'Nguồn đếm theo nhà, là số nhà cần làm lại.': 'The source counts houses: those that have to be rebuilt.',
  'Hộ thuộc diện chính sách, qua rà soát.': 'Households entitled to support by policy, after the review.',
  'Dự kiến xong cuối tháng 4/2024.': 'Expected to be finished at the end of April 2024.',
  'Nằm trong 564 hộ.': 'Part of the 564 households.',
  'Tính trên địa bàn xã mới, gồm cả thời gian trước khi xã hoạt động từ ngày 01/07/2025.':
    'In the area of the new commune, also for the time before it came into operation on 1 July 2025.',
  'Đề án huy động nguồn lực hỗ trợ hộ nghèo khó khăn về nhà ở giai đoạn 2021–2025. VOV World ghi Bắc Yên là một trong sáu huyện đã hoàn thành, nhưng không in năm.':
    'Scheme to mobilise resources for poor households in housing difficulty, 2021–2025. VOV World names Bắc Yên as one of six districts that have finished, but does not print the year.',
  'Xoá nhà tạm, nhà dột nát, xong trước ngày 30/04/2025. Nguồn ghi ở chú thích ảnh.':
    'Replacement of temporary and dilapidated houses, finished before 30 April 2025. The source says so in the caption of a photo.',

  // Jobs and infrastructure.
  'Tính cả người được tăng thêm thu nhập.': 'Includes people whose income rose.',
  'So với chỉ tiêu của cả năm 2024.': 'Compared with the target for the whole of 2024.',
  'Chỉ tiêu, không phải kết quả.': 'A target, not a result.',
  'Số người dự 19 hội nghị tư vấn và phiên giao dịch việc làm.':
    'People at 19 job counselling meetings and job fairs.',
  'Tính đến hết năm 2024; nguồn không nêu năm bắt đầu tính.':
    'Up to the end of 2024; the source does not say from which year it counts.',
  'Thuộc Dự án 4 của chương trình giảm nghèo bền vững. Bài không in ngày, ghi là sau năm năm.':
    'Under Project 4 of the sustainable poverty reduction programme. The article prints no date and says: after five years.',
  'Bài đăng lại, không ghi báo gốc.': 'A reprint that does not name the original newspaper.',

  // Money.
  'Tổng nhu cầu, không phải số đã chi; trong đó 5 tỷ 556 triệu đồng từ chương trình mục tiêu giảm nghèo.':
    'Total need, not the amount spent; of this, VND 5,556 million from the poverty reduction programme.',
  'Tính đến đầu tháng 7/2025; nguồn ghi gần 70 % kế hoạch vốn.':
    'Up to the beginning of July 2025; the source says nearly 70% of the planned funds.',
  'Chỉ là vốn sự nghiệp, chưa gồm vốn đầu tư phát triển.':
    'Recurrent funding only, without development investment.',
  'Chi cho cả bảy dự án; nguồn không tách nguồn tiền và loại vốn, nên không so được với số vốn sự nghiệp được giao.':
    'Spent on all seven projects; the source does not separate sources of money and types of funding, so the amount cannot be compared with the recurrent funding allocated.',
  'Chỉ là phần chưa phân bổ chi tiết tại Nghị quyết 138/NQ-HĐND, không phải tổng vốn của năm 2023.':
    'Only the part not yet divided in detail by Resolution 138/NQ-HĐND, not the total funds of 2023.',
  'Ngân sách nhà nước cho cả ba chương trình, gồm cả gần 1.192 tỷ đồng chuyển nguồn từ năm 2023.':
    'State budget for all three programmes, including nearly VND 1,192 billion carried over from 2023.',
  'Tổng kinh phí hỗ trợ 2.213 căn nhà, không phải số giải ngân qua Kho bạc.':
    'Total cost of the support for 2,213 houses, not the amount disbursed through the Treasury.',
  'Tổng chi phí của hơn 250 căn nhà.': 'Total cost of more than 250 houses.',
  'Tiền dự kiến chi cho 564 hộ; nguồn không nêu tên chương trình.':
    'Money to be spent on 564 households; the source does not name the programme.',
  'Cho 9.317 căn nhà.': 'For 9,317 houses.',
  'Nguồn là trang của tỉnh và ghi số đến triệu đồng; nguồn kia là bài đăng lại, ghi số làm tròn.':
    'The source is a site of the province and gives the amount to the million dong; the other is a reprint with a rounded amount.',
  'Cho 935 căn nhà.': 'For 935 houses.',
  'Cho 3.058 căn nhà.': 'For 3,058 houses.',
  'Đây là số tiền đã thực hiện; nguồn kia ghi tổng nhu cầu.':
    'This is the amount spent; the other source gives the total need.',
  'Cho 12.667 căn nhà.': 'For 12,667 houses.',
  'Nguồn tách được phần ngân sách và phần huy động; bài kia ghi số làm tròn, hai số không trái nhau.':
    'The source separates the budget from the mobilised funds; the other article rounds, and the two amounts do not contradict each other.',
  'Nguồn gọi là vốn xã hội hoá.': 'The source calls it funds of social mobilisation.',
  'Nguồn không tách trung ương và địa phương.': 'The source does not separate central and local.',
  'Cho 167 hộ. Bài nêu các khoản: xã hội hoá của tỉnh và ngân sách tỉnh hơn 8,8 tỷ đồng, tiết kiệm chi của huyện 772 triệu đồng, xã hội hoá tại huyện 420 triệu đồng, nhân dân đối ứng gần 10,5 tỷ đồng. Không cộng các khoản này lại.':
    'For 167 households. The article names: donations and budget of the province, more than VND 8.8 billion; savings of the district, VND 772 million; donations in the district, VND 420 million; contributions of residents, nearly VND 10.5 billion. These are not added up.',
  'Tiền dự kiến cho 71 hộ.': 'Money planned for 71 households.',
  'Nguồn ghi đạt 64 % kế hoạch vốn.': 'The source says that 64% of the planned funds were reached.',
  'Nguồn ghi cả số được phân bổ và số đã giải ngân, đọc được bằng tiếng Việt; nguồn kia đọc qua bản dịch máy và không ghi số được phân bổ.':
    'The source gives both the amount allocated and the amount disbursed and can be read in Vietnamese; the other was read in machine translation and does not give the amount allocated.',
  'Tiền cho vay, người vay phải trả, không phải ngân sách chi; 161.132 lượt khách hàng. Nguồn ghi tổng nguồn vốn đạt 7.206 tỷ đồng.':
    'Money lent, which borrowers pay back, not spending from the budget; 161,132 loans. The source gives total funds of VND 7,206 billion.',

  // Samples.
  'Bằng tổng của bảy dự án trong bảng này.': 'Equals the sum of the seven projects in this table.',
  'Ô trống để minh hoạ trường hợp chưa có số liệu.':
    'Left empty to show what it looks like where there is no figure.',
  'Số tạm tính để minh hoạ.': 'A provisional figure, as an example.',
}
