/** Words of the public ledger of figures. */
export const ledger = {
  heading: 'Nhật ký thay đổi',
  intro:
    'Mọi lần công bố, cập nhật và đính chính số liệu của trang, mới nhất ở trên. Không dòng nào bị xoá hay sửa; số cũ vẫn mở được ở địa chỉ riêng.',
  filter: {
    heading: 'Lọc nhật ký',
    all: 'Tất cả',
    correction: 'Đính chính',
    revision: 'Cập nhật theo kỳ',
    first: 'Công bố lần đầu',
    dataset: 'Bộ số liệu',
    allDatasets: 'Tất cả bộ số liệu',
    submit: 'Lọc',
  },
  kinds: { first: 'Công bố lần đầu', revision: 'Cập nhật', correction: 'Đính chính' },
  firstOf: '{n} số được công bố lần đầu',
  release: 'Đợt công bố',
  releaseOf: '{title}, phiên bản {version}',
  reason: 'Lý do',
  change: '{before} → {after}',
  unchanged: '{after}, con số giữ nguyên',
  hash: 'Dấu',
  previousHash: 'dấu liền trước',
  older: 'Cũ hơn',
  newest: 'Về đầu nhật ký',
  empty: 'Chưa có thay đổi nào thuộc loại này.',
  take: 'Theo dõi và tải về',
  feed: 'Nguồn tin Atom',
  formats: 'Nhật ký này dưới dạng dữ liệu:',
  verify: {
    heading: 'Tự kiểm tra nhật ký',
    chain:
      'Mỗi bản của một số liệu có một dấu SHA-256, tính từ toàn bộ nội dung của bản đó và dấu của bản ghi liền trước trong sổ. Các bản nối thành một chuỗi: sửa hay bỏ một bản cũ thì mọi dấu phía sau không còn khớp.',
    record:
      'Tệp JSON của một bản có mục record. SHA-256 của mục đó, viết liền thành một dòng, phải đúng bằng mục hash. Trên máy có curl và jq, gõ:',
    command: 'curl -s {example} | jq -cj .record | sha256sum',
    releases:
      'Mỗi phiên bản dữ liệu còn có danh mục tệp được ký bằng khoá của trang. Cách kiểm tra chữ ký có ở trang',
    link: 'Dữ liệu mở',
  },
  atom: {
    title: 'Nhật ký thay đổi số liệu – {site}',
    entry: '{kind}: {title}',
  },
}
