/** Words of the page that checks a quoted number. */
export const quotes = {
  heading: 'Kiểm tra một con số',
  intro:
    'Dán vào đây một câu có số, một địa chỉ của trang này, hoặc mã số liệu kèm con số. Trang cho biết số đó đang đúng, đã được thay, khác với số đã công bố, hay không có trên trang.',
  field: 'Câu, địa chỉ hoặc mã cần kiểm tra',
  hint: 'Dài nhất {n} ký tự. Viết có dấu hay không dấu đều được.',
  submit: 'Kiểm tra',
  empty: 'Bạn chưa nhập gì để kiểm tra.',
  tooLong: 'Nội dung dài {length} ký tự, trang chỉ đọc được {n}. Mời bạn chỉ để lại câu có con số.',
  examples: 'Ví dụ',
  exampleTexts: [
    'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%',
    'hỗ trợ 2.213 căn nhà, hơn 156 tỷ đồng',
    'ty-le-ho-ngheo_son-la_2024 10,89',
  ],

  answer: 'Kết quả kiểm tra',
  limits:
    'Trang chỉ so với những gì đã đăng ở đây. Số không có trên trang chưa hẳn là sai; số trùng nhau chưa hẳn nói về cùng một việc.',
  nothing: 'Trang không thấy con số, địa chỉ hay mã số liệu nào trong nội dung này.',
  notFound: 'Không có trên trang: {numbers}.',
  nearby: 'Dưới đây là số đã công bố về nội dung mà câu nhắc tới.',

  verdicts: {
    current: 'Đúng với số đang công bố',
    same: 'Trùng với số đang công bố',
    rounded: 'Đúng với số đang công bố, đã làm tròn',
    superseded: 'Số cũ, đã được thay',
    claim: 'Không phải số trang đăng, nhưng có nguồn ghi',
    different: 'Khác số đã công bố',
    elsewhere: 'Là số của địa phương hoặc kỳ khác',
    published: 'Số đang công bố',
    sample: 'Số minh hoạ, không dùng để xác nhận',
    address: 'Địa chỉ này đang dẫn tới số mới nhất',
    oldAddress: 'Địa chỉ này dẫn tới bản cũ',
  },
  says: {
    current: 'Trang đang công bố {value}.',
    rate: 'Trang tính tỷ lệ giải ngân này từ {value}.',
    superseded: 'Từ ngày {date}, {before} được thay bằng {after}.',
    supersededSame: 'Từ ngày {date} có bản mới; con số vẫn là {after}.',
    why: '{change}. Lý do: {reason}',
    now: 'Số đang công bố hiện nay là {value}.',
    claim: 'Trang công bố {value}. {issuer} ghi {claim}.',
    different: 'Câu ghi {quoted}; trang công bố {value}.',
    elsewhere: 'Số {quoted} là của mục này, không phải của địa phương và kỳ nêu trong câu.',
    sample: 'Đây là dữ liệu minh hoạ, không phải số liệu chính thức.',
    projection: 'Đây là {status}.',
  },
  remarks: {
    unnamed: 'Câu không nêu {dimensions}, nên trang chỉ biết hai con số bằng nhau.',
    unsure: 'Câu nêu nhiều tên hoặc nhiều kỳ; trang không chắc con số này đi với tên, kỳ nào.',
    hasQualifier: 'Số công bố có chữ “{word}”; câu bạn dán không có.',
    addsQualifier: 'Câu bạn dán có chữ “{word}”; số công bố không có.',
    otherQualifier: 'Số công bố ghi “{published}”; câu bạn dán ghi “{quoted}”.',
  },
  dimensions: {
    indicator: 'chỉ số',
    programme: 'chương trình',
    project: 'dự án',
    source: 'nguồn tiền',
    capital: 'loại vốn',
    unit: 'địa phương',
    period: 'kỳ',
  },
  and: ' và ',

  links: {
    figure: 'Trang của số này',
    revision: 'Bản {n}',
    claims: 'Các nguồn ghi khác',
  },
  notes: {
    'unknown-figure': 'Trang không có số liệu nào mang mã {id}.',
    'unknown-revision': 'Số liệu {id} không có bản {revision}.',
    'not-yet': 'Đến hết ngày {asof}, trang chưa công bố số liệu {id}.',
    'no-day': '“{asof}” không phải một ngày trong lịch. Ngày trong địa chỉ viết như 2026-11-23.',
    foreign: 'Địa chỉ ở {host} không phải của trang này, nên trang không kiểm tra được.',
    page: '{path} không phải địa chỉ của một số liệu.',
    'current-table': 'Bảng ở {path} luôn cho số đang công bố.',
    'dated-table':
      'Bảng ở {path} vào ngày {asof} có {figures} số. Từ đó đến nay {changed} số đã được cập nhật hoặc đính chính.',
    'dated-table-same':
      'Bảng ở {path} vào ngày {asof} có {figures} số. Đến nay các số đó vẫn đang được công bố.',
    'dated-table-empty': 'Vào ngày {asof}, bảng ở {path} chưa có số nào.',
  },
}
