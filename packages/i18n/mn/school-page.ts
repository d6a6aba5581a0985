export const schoolPage = {};
