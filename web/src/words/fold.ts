/** Without marks and capitals, as people type in a hurry: `Chè Đắng` → `che dang`. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
