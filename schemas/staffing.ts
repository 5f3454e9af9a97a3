/** Guidance experts are staffed at one to a hundred (DOMAIN §7). */
export const teachersPerExpert = 100;
