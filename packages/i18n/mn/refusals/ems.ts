export const ems = {};
