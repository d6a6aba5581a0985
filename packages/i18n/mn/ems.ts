export const ems = {
  /** By the rule of a finding. */
  rules: {} as Readonly<Record<string, string>>,
};
