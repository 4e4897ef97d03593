/** Of every form alike. */
export const forms = {
  problem: 'Có mục cần sửa',
}
