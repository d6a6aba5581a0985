import { formalName } from '@khamtdaa/i18n';

/** Бат Болд: a name of the contract, written out. */
export const fullName = ({ given, patronymic }: { readonly given: string; readonly patronymic: string }): string => formalName({ given_name: given, patronymic });
