/** Words of files that are taken away. */
export const downloads = {
  results: 'Kết quả',
  funding: 'Kinh phí',
  units: 'Đơn vị hành chính',
  unit: 'Số liệu của {unit}',
  fundingOf: 'Kinh phí {programme}, {period}',
  sheets: { table: 'Số liệu', about: 'Nguồn và trích dẫn' },
  about: {
    title: 'Nội dung',
    address: 'Địa chỉ',
    asof: 'Như đã công bố đến hết ngày',
    citation: 'Trích dẫn',
    licence: 'Giấy phép',
    source: 'Nguồn',
    sample: 'Lưu ý',
  },
  /** Beside a link to a file. */
  size: { exact: '{size}', about: 'khoảng {size}', most: 'tối đa khoảng {size}' },
  samples: { apart: 'Các tệp trên không có số liệu minh hoạ. Tệp chỉ gồm số liệu minh hoạ:' },
  sampleNote:
    'Mọi dòng trong tệp là dữ liệu minh hoạ, không phải số liệu chính thức. Không cộng và không so với số khác.',
  samplesLeftOutNote:
    'Dữ liệu minh hoạ không nằm trong tệp này. Muốn lấy riêng, hãy thêm minh-hoa=1 vào địa chỉ tải.',
  /** Of a whole file. */
  citation: '{author}. {title}. Số liệu như đã công bố đến hết ngày {day}. {site}. {address}',
  claim: '{value} ({source})',
  claimNote: '{value} ({source}; {note})',
}
