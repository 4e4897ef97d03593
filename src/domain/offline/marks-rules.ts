/** In the browser's storage while comments are on their way: pages look there before they load anything. */
export const WAITING_FLAG = 'binh-luan-cho-gui'
