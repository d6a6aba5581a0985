export { markRegister } from './mark-register.ts';
export { viewRegister } from './view-register.ts';
export { viewRegisterHistory } from './view-register-history.ts';
