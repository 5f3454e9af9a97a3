/** The `MUSTER_SECRET` of all tests; protects nobody. */
export const testSecret = 'a-secret-for-tests-that-protects-nobody';
