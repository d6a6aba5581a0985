export const classPage = {};
