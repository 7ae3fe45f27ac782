export { type ContractCase, type ContractSkip, runnableCases } from './contract.ts';
