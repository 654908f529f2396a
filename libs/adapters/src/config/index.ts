export { Environment, readEnvironment, ROLES, type Role } from './environment';
