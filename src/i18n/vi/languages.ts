/** Languages of pages and of what is written on them. */
export const languages = {
  only: 'Bài này chỉ có {language}.',
  onlyPage: 'Trang này chỉ có {language}.',
  /** Under the title of a translation. */
  translated: 'Bản dịch từ {original}, đối chiếu lần cuối ngày {date}.',
  outdated: 'Bản gốc đã thay đổi sau ngày đó.',
  read: 'Đọc bản gốc',
  /** Beside the title of an article in another language than the list. */
  mark: '{language}',
  filter: { heading: 'Ngôn ngữ của bài viết', all: 'Mọi ngôn ngữ', articles: 'Bài viết bằng {language}' },
  /** Within a sentence. Others are named by the code. */
  names: {
    vi: 'tiếng Việt',
    en: 'tiếng Anh',
    blt: 'tiếng Thái Đen',
    twh: 'tiếng Thái Trắng',
    hmn: 'tiếng H’Mông',
    mww: 'tiếng H’Mông Trắng',
    hnj: 'tiếng H’Mông Xanh',
    mtq: 'tiếng Mường',
    kjg: 'tiếng Khơ Mú',
  },
}
