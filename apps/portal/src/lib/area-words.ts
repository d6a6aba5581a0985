import type { Area } from '@khamtdaa/contract/schools';
import { t, type Language } from '@khamtdaa/i18n';

/** "Баянгол сум, Өвөрхангай аймаг": Баянгол alone is a soum of two aimags and a district of the capital. */
export const areaWords = (language: Language, areas: readonly Area[]) =>
  areas.map(({ name, nameEn, level }) => t(language).publicPages.areaName({ name: language === 'en' ? nameEn : name, level })).join(', ');
