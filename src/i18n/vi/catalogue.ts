/** Words of the open data catalogue. */
export const catalogue = {
  heading: 'Dữ liệu mở',
  intro:
    'Toàn bộ số liệu của trang tải về được, theo từng bộ và từng lần công bố. Mỗi lần công bố là một gói dữ liệu không thay đổi: bảng CSV kèm tệp mô tả, danh mục tệp và chữ ký.',
  use: {
    heading: 'Dùng lại số liệu',
    text: [
      'Được chép, chia sẻ và làm sản phẩm mới từ số liệu này, kể cả cho mục đích thương mại, với điều kiện ghi nguồn. Giấy phép của từng bộ ghi ở dưới.',
      'Số liệu dẫn lại từ báo chí và văn bản của cơ quan nhà nước. Nguồn của từng số nằm ngay trong bảng; khi dùng lại xin giữ cả nguồn đó.',
      'Muốn dẫn một con số, hãy dùng trang riêng của số đó, nơi có câu trích dẫn và địa chỉ cố định.',
    ],
  },
  datasets: 'Các bộ số liệu',
  samples: 'Bộ số liệu minh hoạ',
  samplesHint: 'Do chương trình tạo ra để xem thử các bảng. Không dùng để trích dẫn.',
  empty: 'Trang chưa công bố bộ số liệu nào.',
  newest: 'Bản mới nhất: phiên bản {version}, công bố {day}',
  open: 'Xem mô tả, nguồn và các tệp',
  older: 'Các phiên bản trước',
  version: 'Phiên bản {version}',
  licence: 'Giấy phép',
  noLicence: 'không ghi',
  counts: {
    first: '{n} số mới',
    revision: '{n} số cập nhật',
    correction: '{n} số đính chính',
    unchanged: '{n} số giữ nguyên',
  },
  machine: {
    heading: 'Cho máy đọc',
    json: 'Danh mục dạng JSON',
    dcat: 'Danh mục DCAT (JSON-LD)',
    api: 'Tài liệu API',
    ledger: 'Nhật ký thay đổi',
  },

  release: {
    title: '{title}, phiên bản {version}',
    superseded: 'Đã có phiên bản mới hơn',
    supersededText: 'Phiên bản này được giữ nguyên. Phiên bản mới nhất là {version}.',
    supersededLink: 'Mở phiên bản {version}',
    description: 'Mô tả',
    published: 'Công bố',
    channels: {
      start: 'Gói kèm theo phần mềm của trang, đăng khi trang khởi động',
      command: 'Đăng bằng dòng lệnh của người quản trị',
      desk: 'Đăng qua trang làm việc của ban biên tập',
    },
    confirmed: 'Có người thứ hai xác nhận các đính chính.',
    changes: 'So với phiên bản trước',
    changesFirst: 'Nội dung',
    ledger: 'Xem từng thay đổi trong nhật ký',
    waivers: 'Kết quả kiểm tra được bỏ qua',
    waiversIntro:
      'Máy báo các điểm dưới đây khi kiểm tra. Người công bố đã xem lại và cho đăng, với lý do như sau.',
    waived: '{type}: {n} chỗ',
    files: 'Tệp',
    columns: { file: 'Tệp', size: 'Dung lượng', sha256: 'SHA-256' },
    bytes: '{n} byte',
    manifest: 'Danh mục tệp, có dấu của từng tệp',
    signature: 'Chữ ký Ed25519 của danh mục tệp',
    sources: 'Nguồn',
    derivedTitle: 'tên bài suy từ địa chỉ của trang',
    secondary: 'nguồn thứ cấp, chưa đối chiếu bản gốc',
    kinds: { official: 'nguồn chính thức', press: 'theo báo chí', sample: 'minh hoạ' },
    number: 'số {number}',
    hash: 'Dấu của lần công bố (SHA-256)',
    previousHash: 'Dấu của lần công bố liền trước',
  },

  verify: {
    heading: 'Kiểm tra chữ ký và dấu của tệp',
    intro:
      'Chữ ký cho biết danh mục tệp do trang này lập; dấu SHA-256 cho biết từng tệp còn nguyên. Trên máy có curl, jq và OpenSSL 3, gõ lần lượt:',
    results:
      'Dòng lệnh thứ tư phải in “Signature Verified Successfully”, dòng cuối phải in OK sau tên mỗi tệp.',
    key: 'Khoá công khai',
    keyId: 'Mã khoá đang dùng: {id}',
    otherKey: 'Phiên bản này được ký bằng khoá có mã {id}, khác khoá trang đang dùng.',
    download: 'Tải khoá (PEM)',
    fingerprint: 'Mã khoá là 16 chữ số đầu của SHA-256 tính trên khoá ở dạng DER.',
  },
}
