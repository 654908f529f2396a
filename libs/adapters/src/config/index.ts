export { loadPrices } from './load-prices';
export { Environment, readEnvironment, ROLES, type Role } from './environment';
