export { markRegister } from './mark-register.ts';
export { viewHome } from './view-home.ts';
export { viewRegister } from './view-register.ts';
export { viewRegisterHistory } from './view-register-history.ts';
